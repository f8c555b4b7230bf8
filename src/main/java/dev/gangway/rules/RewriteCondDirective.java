package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RewriteCond: one condition of the RewriteRule line that follows. Stateless. */
final class RewriteCondDirective implements Directive {

    private static final Set<String> FILE_TESTS = Set.of("-f", "-d", "-s", "-l", "-L", "-h", "-x");
    private static final Pattern NUMBERS = Pattern.compile("-(eq|ne|lt|le|gt|ge)\\s*(-?[0-9]{1,18})");

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "RewriteCond",
                        "text [!]test [[NC,OR,NV]]",
                        "a condition of the RewriteRule line that follows: the test holds for the text",
                        "RewriteCond %{HTTP:Upgrade} =websocket [NC]\nRewriteRule ^/(.*)$ ws://backend.example:3838/$1 [P]")
                .argument(
                        "text",
                        "text",
                        "may hold $0 to $9 (groups of the rule), %0 to %9 (groups of the last condition met), %{HTTP:field},"
                                + " %{ENV:name}, %{HTTP_HOST}, %{HTTP_USER_AGENT}, %{REQUEST_URI}, %{QUERY_STRING},"
                                + " %{REQUEST_METHOD}, %{REQUEST_SCHEME}, %{HTTPS}, %{REMOTE_ADDR}, %{SERVER_NAME},"
                                + " %{SERVER_PORT}, %{THE_REQUEST} and a few more")
                .argument(
                        "test",
                        "test",
                        "a regular expression; =text, <text, >text, <=text, >=text; -eq, -ne, -lt, -le, -gt, -ge with a"
                                + " number; -f, -d and the like, which never hold: there are no files here")
                .differs("no expr, no look-ahead variables, no -F and -U");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> words = EscapedBlanks.join(invocation.arguments());
        if (words.size() < 2 || words.size() > 3) {
            throw new Refusal(words.size() + " arguments, expected a text, a test and flags if any");
        }
        boolean anyCase = false;
        boolean or = false;
        for (String flag : words.size() == 3 ? RewriteFlagsDraft.split(words.get(2)) : List.<String>of()) {
            switch (flag.toLowerCase(Locale.ROOT)) {
                case "nc", "nocase" -> anyCase = true;
                case "or", "ornext" -> or = true;
                case "nv", "novary" -> {
                    // no Vary field is made of conditions
                }
                default -> throw Refusal.expected(flag, "NC, OR or NV");
            }
        }
        if (words.get(0).equalsIgnoreCase("expr")) {
            throw Refusal.expected(words.get(0), "a text such as %{HTTP:Upgrade}: expressions are not supported");
        }
        boolean negated = words.get(1).startsWith("!") && words.get(1).length() > 1;
        String written = negated ? words.get(1).substring(1) : words.get(1);
        RewriteComparison test = test(invocation, written, anyCase);
        // files are asked for by variables that mean nothing here
        RewriteTemplate text = test instanceof RewriteComparison.NoFile
                ? new RewriteTemplate(List.of())
                : RewriteTemplate.parse(words.get(0));
        invocation
                .scope()
                .server()
                .rewrite
                .conditions
                .add(new RewriteCondition(invocation.position(), invocation.text(), text, test, negated, or));
    }

    private static RewriteComparison test(Invocation invocation, String written, boolean anyCase) throws Refusal {
        if (FILE_TESTS.contains(written)) {
            invocation.notice("\"" + written + "\" asks for a file: there are none here, it never holds");
            return new RewriteComparison.NoFile();
        }
        if (written.equals("-F") || written.equals("-U")) {
            throw Refusal.expected(written, "a test without a subrequest");
        }
        Matcher numbers = NUMBERS.matcher(written);
        if (numbers.matches()) {
            return new RewriteComparison.Numbers(order(numbers.group(1)), Long.parseLong(numbers.group(2)));
        }
        for (String sign : List.of("<=", ">=", "=", "<", ">")) {
            if (written.startsWith(sign)) {
                String value = written.substring(sign.length());
                return new RewriteComparison.Compared(order(sign), value.equals("\"\"") ? "" : value, anyCase);
            }
        }
        if (written.equals("^Upgrade$")) {
            invocation.notice("\"^Upgrade$\" misses browsers that send Connection: keep-alive, Upgrade");
        }
        return new RewriteComparison.Found(invocation.pattern(anyCase ? "(?i)" + written : written));
    }

    private static RewriteComparison.Order order(String sign) {
        return switch (sign) {
            case "=", "eq" -> RewriteComparison.Order.EQUAL;
            case "ne" -> RewriteComparison.Order.UNEQUAL;
            case "<", "lt" -> RewriteComparison.Order.LESS;
            case "<=", "le" -> RewriteComparison.Order.AT_MOST;
            case ">", "gt" -> RewriteComparison.Order.GREATER;
            default -> RewriteComparison.Order.AT_LEAST;
        };
    }
}
