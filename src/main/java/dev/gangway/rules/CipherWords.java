package dev.gangway.rules;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * OpenSSL's words for cipher suites, as those suites that the JVM offers by itself: none that it holds for broken comes back
 * by them. Confined to the parser.
 */
final class CipherWords {

    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+(?:[-_][A-Za-z0-9]+)+");

    /** Of these the JVM has none. */
    private static final Set<String> ABSENT =
            Set.of("SSLv2", "RC2", "IDEA", "SEED", "CAMELLIA", "ARIA", "PSK", "kPSK", "aPSK", "SRP", "GOST");

    /** By what is in the JDK's name of a suite, which is that of its RFC. */
    private static final Map<String, Predicate<String>> ALIASES = Map.ofEntries(
            Map.entry("ALL", suite -> true),
            Map.entry("DEFAULT", suite -> true),
            Map.entry("HIGH", suite -> !suite.contains("DES_") && !suite.contains("RC4") && !suite.contains("NULL")),
            Map.entry("MEDIUM", suite -> suite.contains("RC4")),
            Map.entry("LOW", suite -> suite.contains("_DES_")),
            Map.entry("EXP", suite -> suite.contains("EXPORT")),
            Map.entry("EXPORT", suite -> suite.contains("EXPORT")),
            Map.entry("aNULL", suite -> suite.contains("_anon_")),
            Map.entry("ADH", suite -> suite.contains("_DH_anon_")),
            Map.entry("AECDH", suite -> suite.contains("_ECDH_anon_")),
            Map.entry("eNULL", suite -> suite.contains("WITH_NULL")),
            Map.entry("NULL", suite -> suite.contains("WITH_NULL")),
            Map.entry("RSA", suite -> suite.startsWith("TLS_RSA_")),
            Map.entry("kRSA", suite -> suite.startsWith("TLS_RSA_")),
            Map.entry("aRSA", suite -> suite.contains("_RSA_")),
            Map.entry("aDSS", suite -> suite.contains("_DSS_")),
            Map.entry("DSS", suite -> suite.contains("_DSS_")),
            Map.entry("aECDSA", suite -> suite.contains("_ECDSA_")),
            Map.entry("ECDSA", suite -> suite.contains("_ECDSA_")),
            Map.entry("ECDHE", suite -> suite.startsWith("TLS_ECDHE_")),
            Map.entry("EECDH", suite -> suite.startsWith("TLS_ECDHE_")),
            Map.entry("kECDHE", suite -> suite.startsWith("TLS_ECDHE_")),
            Map.entry("kEECDH", suite -> suite.startsWith("TLS_ECDHE_")),
            Map.entry("ECDH", suite -> suite.startsWith("TLS_ECDH")),
            Map.entry("DHE", suite -> suite.startsWith("TLS_DHE_")),
            Map.entry("EDH", suite -> suite.startsWith("TLS_DHE_")),
            Map.entry("kDHE", suite -> suite.startsWith("TLS_DHE_")),
            Map.entry("kEDH", suite -> suite.startsWith("TLS_DHE_")),
            Map.entry("DH", suite -> suite.startsWith("TLS_DH")),
            Map.entry("AES", suite -> suite.contains("_AES_")),
            Map.entry("AES128", suite -> suite.contains("_AES_128_")),
            Map.entry("AES256", suite -> suite.contains("_AES_256_")),
            Map.entry("AESGCM", suite -> suite.contains("_GCM_")),
            Map.entry("AESCCM", suite -> suite.contains("_CCM")),
            Map.entry("CHACHA20", suite -> suite.contains("CHACHA20")),
            Map.entry("3DES", suite -> suite.contains("3DES")),
            Map.entry("DES", suite -> suite.contains("_DES_")),
            Map.entry("RC4", suite -> suite.contains("RC4")),
            Map.entry("MD5", suite -> suite.endsWith("_MD5")),
            Map.entry("SHA", suite -> suite.endsWith("_SHA")),
            Map.entry("SHA1", suite -> suite.endsWith("_SHA")),
            Map.entry("SHA256", suite -> suite.contains("_CBC_") && suite.endsWith("_SHA256")),
            Map.entry("SHA384", suite -> suite.contains("_CBC_") && suite.endsWith("_SHA384")),
            Map.entry("TLSv1.2", suite -> suite.endsWith("_SHA256") || suite.endsWith("_SHA384")));

    private CipherWords() {}

    /**
     * Suites of TLS 1.2, in OpenSSL's list language.
     *
     * @param unknown hears of names that are none of the JVM's suites: whether they were added or taken away, nothing comes of it
     */
    static List<String> read(String words, Consumer<String> unknown) throws Refusal {
        List<String> offered = offered(false);
        Set<String> chosen = new LinkedHashSet<>();
        Set<String> killed = new LinkedHashSet<>();
        for (String word : words.split("[:, ]+", -1)) {
            if (word.isEmpty() || word.equals("@STRENGTH") || word.startsWith("+")) {
                continue; // what only changes the order
            }
            boolean kills = word.startsWith("!");
            String name = kills || word.startsWith("-") ? word.substring(1) : word;
            List<String> meant = meant(name, offered, words);
            if (meant.isEmpty() && NAME.matcher(name).matches()) {
                unknown.accept(name);
            }
            if (kills) {
                killed.addAll(meant);
            } else if (word.startsWith("-")) {
                meant.forEach(chosen::remove);
            } else {
                chosen.addAll(meant);
            }
        }
        chosen.removeAll(killed);
        return some(words, chosen);
    }

    /** Suites of TLS 1.3, by their names. */
    static List<String> readTls13(String words) throws Refusal {
        List<String> offered = offered(true);
        Set<String> chosen = new LinkedHashSet<>();
        for (String word : words.split("[:, ]+", -1)) {
            if (!word.matches("TLS_[A-Z0-9_]+")) {
                throw Refusal.expected(word, "the name of a cipher suite of TLS 1.3 like TLS_AES_256_GCM_SHA384");
            }
            if (offered.contains(word)) {
                chosen.add(word);
            }
        }
        return some(words, chosen);
    }

    /** Of the one or the other version the JVM's where nothing is said; empty where nothing is said at all. */
    static List<String> both(Optional<List<String>> older, Optional<List<String>> ofTls13) {
        if (older.isEmpty() && ofTls13.isEmpty()) {
            return List.of();
        }
        List<String> both = new ArrayList<>(ofTls13.orElseGet(() -> offered(true)));
        both.addAll(older.orElseGet(() -> offered(false)));
        return both;
    }

    private static List<String> some(String words, Set<String> chosen) throws Refusal {
        if (chosen.isEmpty()) {
            throw Refusal.expected(words, "at least one cipher suite that the JVM offers");
        }
        return List.copyOf(chosen);
    }

    /** A word with + in it means what all its parts mean. */
    private static List<String> meant(String word, List<String> offered, String words) throws Refusal {
        Predicate<String> all = suite -> true;
        for (String part : word.split("\\+", -1)) {
            all = all.and(one(part, words));
        }
        return offered.stream().filter(all).toList();
    }

    private static Predicate<String> one(String word, String words) throws Refusal {
        Predicate<String> alias = ALIASES.get(word);
        if (alias != null) {
            return alias;
        }
        if (ABSENT.contains(word)) {
            return suite -> false;
        }
        if (!NAME.matcher(word).matches()) {
            throw new Refusal("unknown word \"" + word + "\" in \"" + words
                    + "\", expected names of cipher suites and OpenSSL's words like HIGH, AESGCM, !aNULL");
        }
        return suite -> word.equals(suite) || word.equals(openSsl(suite));
    }

    /** TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is ECDHE-RSA-AES128-GCM-SHA256 there. */
    private static String openSsl(String suite) {
        return suite.replaceFirst("^TLS_RSA_WITH_|^TLS_", "")
                .replace("_WITH_", "_")
                .replaceFirst("AES_(128|256)_", "AES$1_")
                .replace("_CBC_", "_")
                .replaceFirst("CHACHA20_POLY1305_SHA256$", "CHACHA20_POLY1305")
                .replace('_', '-');
    }

    private static List<String> offered(boolean tls13) {
        try {
            return Arrays.stream(
                            SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_") && tls13 != suite.contains("_WITH_"))
                    .toList();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no TLS", e);
        }
    }
}
