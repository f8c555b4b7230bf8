package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.CapturedHosts;
import dev.gangway.rules.Destination;
import dev.gangway.rules.Environment;
import dev.gangway.rules.Interpolation;
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
            implements Leads {

        Target filled(Optional<Environment> variables) {
            return template.hasVariables()
                    ? new Target(origin, upgrade, worker, template.filled(variables), nocanon, member)
                    : this;
        }
    }

    /** Host or port of the backend are among the rule's captures. */
    record Captured(
            Destination.Captured destination, CapturedHosts hosts, WorkerDefinition worker, PathTemplate template)
            implements Leads {

        Target at(BackendOrigin origin) {
            return new Target(origin, destination.upgrade(), worker, template, destination.nocanon(), Optional.empty());
        }
    }

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
            return rule.interpolates() ? Interpolation.beginning(prefix.path()) : prefix.path();
        }
        if (rule.matcher() instanceof PathMatcher.Encoded encoded) {
            return encoded.path();
        }
        return rule.matcher() instanceof PathMatcher.Regex regex
                ? regex.pattern().literalBeginning()
                : "";
    }

    /** False for a rule of a socket where those are closed to the request. */
    boolean open(boolean sockets) {
        if (leads instanceof Captured captured) {
            return sockets || !captured.destination().webSocket();
        }
        return sockets || !(leads instanceof Target target) || !target.origin().webSocket();
    }

    /**
     * Whether it takes a path; a rule with {@code mapping=} does not, it is held against the encoded one.
     *
     * @param variables what fills in its own; empty where the server does not interpolate
     */
    boolean matches(String decodedPath, Optional<Environment> variables) {
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            return PrefixWalk.match(filled(prefix, variables), decodedPath).isPresent();
        }
        return rule.matcher() instanceof PathMatcher.Regex regex
                && regex.pattern().find(decodedPath).isPresent();
    }

    boolean excludes() {
        return leads instanceof Nowhere;
    }

    /** The same for a rule with {@code mapping=}. */
    boolean matchesEncoded(CanonicalPath encoded) {
        return rule.matcher() instanceof PathMatcher.Encoded matcher
                && leads instanceof Target target
                && new EncodedTarget(matcher, target.template()).matches(encoded);
    }

    private String filled(PathMatcher.Prefix prefix, Optional<Environment> variables) {
        return rule.interpolates() && variables.isPresent()
                ? Interpolation.fill(
                        prefix.path(),
                        name -> CanonicalPath.decodeOctets(
                                variables.get().value(name).orElse("")))
                : prefix.path();
    }

    /** What happens to a path that matches. */
    Found found(CanonicalPath path, Optional<Environment> variables) {
        if (leads instanceof Captured captured) {
            return found(captured, path, variables);
        }
        if (!(leads instanceof Target unfilled)) {
            return new Found.Excluded(rule);
        }
        Target target = unfilled.filled(variables);
        if (rule.matcher() instanceof PathMatcher.Prefix written) {
            PathMatcher.Prefix prefix = new PathMatcher.Prefix(filled(written, variables));
            OptionalInt consumed = PrefixWalk.match(prefix.path(), path.decoded());
            if (consumed.isEmpty()) {
                return new Found.NotMapped();
            }
            TargetPath targetPath = TargetPath.ofRemainder(target.template(), path, consumed.getAsInt());
            if (unfilled.template().hasVariables() && targetPath.hasDotSegments()) {
                return new Found.Ambiguous("filling in the rule's variables makes a dot segment");
            }
            return leavesTarget(prefix, target.template(), path, targetPath)
                    ? new Found.Ambiguous("the backend would read its path as one outside of the rule's")
                    : mapped(prefix, target, path, targetPath);
        }
        if (rule.matcher() instanceof PathMatcher.Regex regex) {
            Optional<PathPattern.Captures> captures = regex.pattern().find(path.decoded());
            if (captures.isPresent()) {
                TargetPath targetPath = TargetPath.ofCaptures(target.template(), path, captures.get());
                return targetPath.hasDotSegments()
                        ? new Found.Ambiguous("filling in the rule's captures makes a dot segment")
                        : mapped(regex, target, path, targetPath);
            }
        }
        return new Found.NotMapped();
    }

    private Found found(Captured captured, CanonicalPath path, Optional<Environment> variables) {
        Optional<PathPattern.Captures> captures = rule.matcher() instanceof PathMatcher.Regex regex
                ? regex.pattern().find(path.decoded())
                : Optional.empty();
        if (captures.isEmpty()) {
            return new Found.NotMapped();
        }
        return captured.destination()
                .origin(captured.hosts(), path.decoded(), captures.get())
                .map(origin -> new Mapping(rule, captured.at(origin)).found(path, variables))
                .orElseGet(() -> new Found.Unlisted("rule of " + rule.position()));
    }

    /** What happens to a path that a rule with {@code mapping=} matches. */
    Found foundEncoded(CanonicalPath encoded) {
        if (!(rule.matcher() instanceof PathMatcher.Encoded matcher) || !(leads instanceof Target target)) {
            return new Found.NotMapped();
        }
        EncodedTarget filled = new EncodedTarget(matcher, target.template());
        Optional<String> forwarded = filled.forwarded(encoded);
        Optional<CanonicalPath> read = forwarded.flatMap(EncodedTarget::read);
        if (read.isEmpty() || filled.leaves(encoded, read.get())) {
            return new Found.Ambiguous("the backend would read its path as one outside of the rule's");
        }
        return mapped(target, forwarded.get(), read.get().decoded());
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

    private Found mapped(PathMatcher matcher, Target target, CanonicalPath source, TargetPath path) {
        String forwarded =
                target.nocanon() ? RawTarget.forwarded(matcher, target.template(), source, path) : path.forwarded();
        return mapped(target, forwarded, path.decoded());
    }

    private Found mapped(Target target, String forwarded, String decoded) {
        String base = target.member().map(Member::path).orElse("");
        return new Found.Mapped(
                rule,
                target.worker(),
                target.origin(),
                target.upgrade(),
                CanonicalPath.encode(base) + forwarded,
                target.origin().urlOfHost() + base + decoded,
                target.member().map(member -> new Found.Through(member.balancerUrl(), decoded)));
    }
}
