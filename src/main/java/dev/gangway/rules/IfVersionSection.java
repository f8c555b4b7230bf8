package dev.gangway.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <IfVersion>}: Gangway stands for the httpd that it was measured against. Stateless. */
final class IfVersionSection implements ConditionalSection {

    private static final int[] HTTPD = {2, 4, 71};

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){0,2}");

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                "<IfVersion",
                "[[!]operator] version",
                Set.of(Context.values()),
                Set.of(),
                "its lines count when the comparison is true for httpd 2.4.71; operators are =, ==, >, >=, < and <=",
                "<IfVersion >= 2.4>");
    }

    @Override
    public Fate fate(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Refusal(arguments.size() + " arguments, expected an operator and a version");
        }
        String operator = arguments.size() == 1 ? "=" : arguments.get(0);
        String version = arguments.get(arguments.size() - 1);
        boolean negated = operator.startsWith("!") && operator.length() > 1;
        String comparison = operator.equals("!=") ? "=" : operator.substring(negated ? 1 : 0);
        if (comparison.equals("~") || version.startsWith("/")) {
            throw Refusal.notYet("the regular expression \"" + version + "\"");
        }
        if (!VERSION.matcher(version).matches()) {
            throw Refusal.expected(version, "major[.minor[.patch]]");
        }
        return holds(comparison, Arrays.compare(HTTPD, numbers(version)), operator) != negated
                ? Fate.MET
                : Fate.SKIPPED;
    }

    private static boolean holds(String comparison, int order, String written) throws Refusal {
        return switch (comparison) {
            case "=", "==" -> order == 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            default -> throw Refusal.expected(written, "=, ==, >, >=, < or <=, or one of these after !");
        };
    }

    /** What is not written is 0, as in httpd. */
    private static int[] numbers(String version) {
        int[] numbers = new int[HTTPD.length];
        String[] written = version.split("\\.", -1);
        for (int at = 0; at < written.length; at++) {
            numbers[at] = Integer.parseInt(written[at]);
        }
        return numbers;
    }
}
