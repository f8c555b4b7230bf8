package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.Upgrade;
import dev.gangway.rules.WorkerDefinition;
import java.util.Optional;
import java.util.OptionalInt;

/** One compiled rule. Immutable. */
record Mapping(ProxyPass rule, Leads leads) {

    /** Where the rule leads. */
    sealed interface Leads {}

    record Nowhere() implements Leads {}

    /** @param member set where it leads through a balancer; its path goes before the template's */
    record Target(
            BackendOrigin origin,
            Upgrade upgrade,
            WorkerDefinition worker,
            PathTemplate template,
            boolean nocanon,
            Optional<Member> member)
            implements Leads {}

    /**
     * The balancer's member that serves.
     *
     * @param balancerUrl without a path
     * @param path of the member's URL, decoded; may be empty
     */
    record Member(String balancerUrl, String path) {}

    /** What every path that matches begins with, slash runs apart; empty when the rule promises nothing. */
    String literalBeginning() {
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            return prefix.path();
        }
        return rule.matcher() instanceof PathMatcher.Regex regex
                ? regex.pattern().literalBeginning()
                : "";
    }

    /** False for a rule of a socket where those are closed to the request. */
    boolean open(boolean sockets) {
        return sockets
                || !(leads instanceof Target target)
                || target.origin().scheme().startsWith("http");
    }

    boolean matches(String decodedPath) {
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            return PrefixWalk.match(prefix.path(), decodedPath).isPresent();
        }
        return rule.matcher() instanceof PathMatcher.Regex regex
                && regex.pattern().find(decodedPath).isPresent();
    }

    boolean excludes() {
        return leads instanceof Nowhere;
    }

    /** What happens to a path that matches. */
    Found found(CanonicalPath path) {
        if (!(leads instanceof Target target)) {
            return new Found.Excluded(rule);
        }
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            OptionalInt consumed = PrefixWalk.match(prefix.path(), path.decoded());
            if (consumed.isEmpty()) {
                return new Found.NotMapped();
            }
            TargetPath targetPath = TargetPath.ofRemainder(target.template(), path, consumed.getAsInt());
            return leavesTarget(prefix, target.template(), path, targetPath)
                    ? new Found.Ambiguous("the backend would read its path as one outside of the rule's")
                    : mapped(target, path, targetPath);
        }
        if (rule.matcher() instanceof PathMatcher.Regex regex) {
            Optional<PathPattern.Captures> captures = regex.pattern().find(path.decoded());
            if (captures.isPresent()) {
                TargetPath targetPath = TargetPath.ofCaptures(target.template(), path, captures.get());
                return targetPath.hasDotSegments()
                        ? new Found.Ambiguous("filling in the rule's captures makes a dot segment")
                        : mapped(target, path, targetPath);
            }
        }
        return new Found.NotMapped();
    }

    /**
     * A backend that cuts parameters reads {@code /v/..;/x} as {@code /x}. That is fine where the client's path, cut before
     * it is mapped, leads to the same; otherwise it would leave the rule's target.
     */
    private static boolean leavesTarget(
            PathMatcher.Prefix prefix, PathTemplate template, CanonicalPath path, TargetPath targetPath) {
        if (!targetPath.hasDotSegments()) {
            return false;
        }
        CanonicalPath cut = path.withoutParameters();
        OptionalInt consumed = PrefixWalk.match(prefix.path(), cut.decoded());
        if (consumed.isEmpty()) {
            return true;
        }
        String meant =
                TargetPath.ofRemainder(template, cut, consumed.getAsInt()).decoded();
        return !CanonicalPath.cut(targetPath.decoded()).equals(CanonicalPath.cut(meant));
    }

    private Found mapped(Target target, CanonicalPath source, TargetPath path) {
        String base = target.member().map(Member::path).orElse("");
        String forwarded = target.nocanon()
                ? RawTarget.forwarded(rule.matcher(), target.template(), source, path)
                : path.forwarded();
        return new Found.Mapped(
                rule,
                target.worker(),
                target.origin(),
                target.upgrade(),
                CanonicalPath.encode(base) + forwarded,
                target.origin().url() + base + path.decoded(),
                target.member().map(member -> new Found.Through(member.balancerUrl(), path.decoded())));
    }
}
