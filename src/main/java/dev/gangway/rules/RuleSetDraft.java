package dev.gangway.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule set while it is read. Defaults are applied at the end, when every line is known. Mutable, confined to the parser. */
final class RuleSetDraft {

    private static final int DEFAULT_SERVER_LIMIT = 16;

    /** httpd's is 60: Shiny Server holds a page while R starts. */
    private static final int DEFAULT_TIMEOUT_SECONDS = 120;

    final ServerDraft main = new ServerDraft();
    final ServerDraft host = new ServerDraft();
    final WorkerDrafts workers = new WorkerDrafts();
    Optional<Integer> serverLimit = Optional.empty();
    Optional<Position> virtualHost = Optional.empty();
    private final List<Problem> problems;
    private final List<Problem> notices = new ArrayList<>();
    private final Set<String> namesNoticed = new HashSet<>();

    RuleSetDraft(List<Problem> problems) {
        this.problems = problems;
    }

    void problem(Position position, String text) {
        problems.add(new Problem(position, text));
    }

    void notice(Position position, String text) {
        notices.add(new Problem(position, text));
    }

    /** For what may stand in a hundred lines and is worth one. */
    void noticeOnce(Position position, String key, String text) {
        if (namesNoticed.add(key)) {
            notice(position, text);
        }
    }

    /** Notices come out in the given order. */
    RuleSet finish(Comparator<Problem> textOrder) {
        List<WorkerDefinition> definitions = workers.define(defaults(), notices);
        notices.sort(textOrder);
        return new RuleSet(
                both(main.mappings, host.mappings),
                both(main.reverses, host.reverses),
                both(main.cookiePaths, host.cookiePaths),
                both(main.cookieDomains, host.cookieDomains),
                both(main.accessSections(), host.accessSections()),
                definitions,
                settings(),
                notices);
    }

    private WorkerDrafts.Defaults defaults() {
        int seconds = host.proxyTimeoutSeconds
                .or(() -> main.proxyTimeoutSeconds)
                .or(() -> host.timeoutSeconds)
                .or(() -> main.timeoutSeconds)
                .orElse(DEFAULT_TIMEOUT_SECONDS);
        return new WorkerDrafts.Defaults(serverLimit.orElse(DEFAULT_SERVER_LIMIT), Duration.ofSeconds(seconds));
    }

    private ServerSettings settings() {
        return new ServerSettings(
                host.preserveHost.or(() -> main.preserveHost).orElse(false),
                host.addHeaders.or(() -> main.addHeaders).orElse(true),
                host.serverName.or(() -> main.serverName));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
