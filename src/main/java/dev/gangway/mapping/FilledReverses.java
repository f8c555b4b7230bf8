package dev.gangway.mapping;

import dev.gangway.rules.CookieRewrite;
import dev.gangway.rules.Environment;
import dev.gangway.rules.Interpolation;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.ProxyPassReverse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of the way back with the variables of one request filled in, where the rules want that. The client may have chosen
 * the values: none makes a path that reads as a host, none adds an attribute to a cookie. Immutable.
 */
record FilledReverses(
        List<ProxyPassReverse> reverses, List<CookieRewrite> cookiePaths, List<CookieRewrite> cookieDomains) {

    /** Browsers take a backslash for a slash, and two of them for the beginning of a host. */
    private static final Pattern LEADING_SLASHES = Pattern.compile("^[/\\\\]{2,}");

    FilledReverses {
        reverses = List.copyOf(reverses);
        cookiePaths = List.copyOf(cookiePaths);
        cookieDomains = List.copyOf(cookieDomains);
    }

    static FilledReverses of(PathSettings settings, Environment environment) {
        if (!settings.interpolates().orElse(false)) {
            return new FilledReverses(settings.reverses(), settings.cookiePaths(), settings.cookieDomains());
        }
        return new FilledReverses(
                settings.reverses().stream()
                        .map(reverse -> filled(reverse, environment))
                        .toList(),
                cookies(settings.cookiePaths(), environment),
                cookies(settings.cookieDomains(), environment));
    }

    private static ProxyPassReverse filled(ProxyPassReverse reverse, Environment environment) {
        if (!reverse.interpolates()) {
            return reverse;
        }
        String path = LEADING_SLASHES.matcher(fill(reverse.path(), environment)).replaceFirst("/");
        return new ProxyPassReverse(reverse.position(), path, fill(reverse.url(), environment), true);
    }

    private static List<CookieRewrite> cookies(List<CookieRewrite> rewrites, Environment environment) {
        return rewrites.stream()
                .map(rewrite -> filled(rewrite, environment))
                .filter(FilledReverses::fit)
                .toList();
    }

    private static CookieRewrite filled(CookieRewrite rewrite, Environment environment) {
        return rewrite.interpolates()
                ? new CookieRewrite(
                        rewrite.position(),
                        fill(rewrite.internal(), environment),
                        fill(rewrite.external(), environment),
                        true)
                : rewrite;
    }

    /** RFC 6265 section 4.1.1: no control character and no semicolon in an attribute's value. */
    private static boolean fit(CookieRewrite rewrite) {
        return !rewrite.interpolates() || rewrite.external().chars().allMatch(c -> c >= ' ' && c != ';' && c != 0x7F);
    }

    private static String fill(String text, Environment environment) {
        return Interpolation.fill(text, name -> environment.value(name).orElse(""));
    }
}
