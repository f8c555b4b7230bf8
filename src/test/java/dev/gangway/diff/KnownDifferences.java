package dev.gangway.diff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The differences from httpd that are on purpose: {@code known-differences.txt} says what and why, a predicate of the same
 * id tells one when it sees it. Immutable.
 */
final class KnownDifferences {
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    /** What httpd leaves raw when it encodes a path (mod_proxy.md section 4.3), beyond letters and digits. */
    private static final String RAW_IN_HTTPD = "~$-_.+!*'(),;:@&=";

    private final Map<String, Predicate<Comparison>> predicates = new LinkedHashMap<>();

    KnownDifferences() {
        predicates.put("trace-refused", both -> both.probe().method().equals("TRACE") && refused(both, 405));
        predicates.put("absolute-form-host", both -> both.probe().target().startsWith("http://") && refused(both, 400));
        predicates.put("raw-octets", both -> holdsRawOctet(both.probe().target()) && refused(both, 400));
        predicates.put("encoded-null", both -> both.probe().path().contains("%00") && refused(both, 400));
        predicates.put("encoded-slash-cut", both -> encodedSlash(both.probe()) && refused(both, 404));
        predicates.put("encoded-slash-kept", KnownDifferences::encodedSlashKept);
        predicates.put("encoded-slash-before-dots", KnownDifferences::encodedSlashBeforeDots);
        predicates.put("slashes-unmerged", both -> both.probe().path().matches("/+k0.*//.*") && refused(both, 400));
        predicates.put("captures-make-dots", both -> dotsOfCaptures(both) && refused(both, 400));
        predicates.put("dollar-in-path", KnownDifferences::dollarInPath);
        predicates.put("octets-no-utf-8", KnownDifferences::octetsNoUtf8);
        predicates.put("self-url-spelling", KnownDifferences::selfUrlSpelling);
        predicates.put("glued-to-the-host", KnownDifferences::gluedToTheHost);
        predicates.put("parameters-and-rules", both -> parameters(both) && refused(both, 400));
        predicates.put("parameters-and-access", both -> parameters(both) && refused(both, 403));
        predicates.put("path-only-location", KnownDifferences::pathOnlyLocation);
        predicates.put("cookie-grammar", KnownDifferences::cookieGrammar);
        predicates.put("escapes-kept", KnownDifferences::escapesKept);
        predicates.putAll(RuleDifferences.predicates());
    }

    Optional<String> idOf(Comparison comparison) {
        return predicates.entrySet().stream()
                .filter(entry -> entry.getValue().test(comparison))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Set<String> ids() {
        return new TreeSet<>(predicates.keySet());
    }

    /**
     * One block of the file.
     *
     * @param checkedBy the golden file that shows a difference which no request can; empty for one that requests show
     */
    record Explained(String id, String what, String why, Optional<String> checkedBy) {}

    /** The ids that the file explains and requests show. */
    static Set<String> explained() {
        return blocks().stream()
                .filter(block -> block.checkedBy().isEmpty())
                .map(Explained::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the file explains, in its order. */
    static List<Explained> blocks() {
        try (InputStream file = KnownDifferences.class.getResourceAsStream("/diff/known-differences.txt")) {
            if (file == null) {
                throw new IllegalStateException("diff/known-differences.txt is missing among the test resources");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<Explained> blocks = new ArrayList<>();
            Matcher block = Pattern.compile(
                            "(?m)^id: (\\S+)\\nwhat: (.+(?:\\n +.+)*)\\nwhy: (.+(?:\\n +.+)*)(?:\\nchecked by: (\\S+))?$")
                    .matcher(text);
            while (block.find()) {
                blocks.add(new Explained(
                        block.group(1),
                        oneLine(block.group(2)),
                        oneLine(block.group(3)),
                        Optional.ofNullable(block.group(4))));
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\n +", " ");
    }

    private static boolean refused(Comparison both, int status) {
        return both.gangway().status() == status
                && !both.gangway().reachedBackend()
                && both.httpd().status() != status;
    }

    private static boolean holdsRawOctet(String target) {
        return target.chars().anyMatch(octet -> octet > 0x7E || octet == '\\');
    }

    private static boolean parameters(Comparison both) {
        return ESCAPE.matcher(both.probe().path())
                .replaceAll(escape -> escape.group(1).equalsIgnoreCase("3b") ? ";" : "x")
                .contains(";");
    }

    private static boolean encodedSlash(Probe probe) {
        return probe.path().toLowerCase(Locale.ROOT).contains("%2f")
                && (probe.path() + "/").replaceAll("(?i)%2e", ".").contains("/../");
    }

    /** Only behind the rules that have AllowEncodedSlashes NoDecode. */
    private static boolean encodedSlashKept(Comparison both) {
        String path = both.probe().path().toLowerCase(Locale.ROOT);
        boolean keptTwice = bothForwarded(both)
                && path.contains("%252f")
                && reencoded(both.gangway().line())
                        .replaceAll("(?i)%252f", "%2F")
                        .equalsIgnoreCase(both.httpd().line());
        return keptTwice || (path.matches("/+k0.*%2f.*") && refused(both, 400));
    }

    private static boolean encodedSlashBeforeDots(Comparison both) {
        return bothForwarded(both) && both.probe().path().matches("(?i)/+k0.*%2f.*/\\.\\.(/.*)?");
    }

    private static boolean dotsOfCaptures(Comparison both) {
        return both.httpd().line().matches("GET .*/\\.{1,2}([/?].*| HTTP/1.1)");
    }

    /** A capture of {@code $1} makes the target equal to its template, which httpd takes for nothing filled in. */
    private static boolean dollarInPath(Comparison both) {
        String doubled = both.httpd().line();
        return bothForwarded(both)
                && both.probe().path().matches("/+r(02|12)/.*(\\$|%24)(1|%31).*")
                && doubled.contains("$1/r");
    }

    /** httpd asks for a host of that name, or finds the port no number. */
    private static boolean gluedToTheHost(Comparison both) {
        boolean failed = both.httpd().status() == 400 || both.httpd().status() == 500;
        return failed && !both.httpd().reachedBackend() && both.gangway().reachedBackend();
    }

    private static boolean octetsNoUtf8(Comparison both) {
        return both.probe().path().toLowerCase(Locale.ROOT).matches("/+r05/+caf%e9(/.*)?")
                && both.httpd().status() == 404;
    }

    private static boolean selfUrlSpelling(Comparison both) {
        String ours = both.gangway().mapped().toLowerCase(Locale.ROOT).replace("example:80/", "example/");
        return bothForwarded(both)
                && both.httpd().line().equals(both.gangway().line())
                && both.httpd().mapped().toLowerCase(Locale.ROOT).equals(ours);
    }

    private static boolean pathOnlyLocation(Comparison both) {
        return bothForwarded(both)
                && both.httpd().line().equals(both.gangway().line())
                && both.httpd().mapped().matches("(content-)?location: /(nine|four)/.*")
                && both.gangway()
                        .mapped()
                        .equals(both.httpd().mapped().replace("/nine/", "/r09/").replace("/four/", "/s04/"));
    }

    private static boolean cookieGrammar(Comparison both) {
        String sent = both.httpd().mapped();
        boolean cookieNamedPath = sent.startsWith("set-cookie: path=");
        return bothForwarded(both)
                && both.probe().answers("Set-Cookie")
                && (cookieNamedPath
                        ? both.gangway().mapped().equals(sent.replace("path=/pub", "path=/app"))
                        : both.gangway().mapped().equals(sent.replace("path = /app", "path = /pub")));
    }

    private static boolean escapesKept(Comparison both) {
        return bothForwarded(both)
                && both.httpd().mapped().equals(both.gangway().mapped())
                && reencoded(both.gangway().line()).equals(both.httpd().line());
    }

    private static boolean bothForwarded(Comparison both) {
        return both.httpd().reachedBackend()
                && both.gangway().reachedBackend()
                && both.httpd().status() == both.gangway().status()
                && both.httpd().sameFields(both.gangway())
                && both.httpd().content().equals(both.gangway().content());
    }

    /** The line with its path written as httpd writes it; the query, which both keep, stays. */
    private static String reencoded(String line) {
        int question = line.indexOf('?');
        int end = question < 0 ? line.lastIndexOf(' ') : question;
        return ESCAPE.matcher(line.substring(0, Math.max(end, 0)))
                        .replaceAll(escape -> Matcher.quoteReplacement(reencodedEscape(escape.group())))
                + line.substring(Math.max(end, 0));
    }

    private static String reencodedEscape(String escape) {
        int octet = Integer.parseInt(escape.substring(1), 16);
        if (octet == '/') {
            return escape; // kept as it came
        }
        return RAW_IN_HTTPD.indexOf(octet) >= 0 ? String.valueOf((char) octet) : "%%%02X".formatted(octet);
    }
}
