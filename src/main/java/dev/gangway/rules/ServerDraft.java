package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of the main server, or of the virtual host, while they are read. httpd puts the main server's rules first
 * wherever its lines stand, and the virtual host's settings over it. Mutable, confined to the parser.
 */
final class ServerDraft {

    final List<ProxyPass> mappings = new ArrayList<>();
    final List<ProxyPassReverse> reverses = new ArrayList<>();
    final List<CookieRewrite> cookiePaths = new ArrayList<>();
    final List<CookieRewrite> cookieDomains = new ArrayList<>();
    final List<PendingAccess> access = new ArrayList<>();
    Optional<Boolean> preserveHost = Optional.empty();
    Optional<Boolean> addHeaders = Optional.empty();
    Optional<String> serverName = Optional.empty();
    Optional<Integer> timeoutSeconds = Optional.empty();
    Optional<Integer> proxyTimeoutSeconds = Optional.empty();

    /** A section whose lines may still follow. */
    record PendingAccess(Position position, String text, SectionTarget target, AccessDraft draft) {}

    List<AccessSection> accessSections() {
        List<AccessSection> sections = new ArrayList<>();
        for (PendingAccess section : access) {
            List<AccessCheck> checks = section.draft().checks();
            if (!checks.isEmpty()) {
                sections.add(new AccessSection(section.position(), section.text(), section.target(), checks));
            }
        }
        return sections;
    }
}
