package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every directive and section of the language, one line each. Immutable. */
final class DirectiveRegistry {

    private final List<Directive> own = List.of(
            new ProxyPassDirective(),
            new ProxyPassMatchDirective(),
            new ProxyPassReverseDirective(),
            CookieRewriteDirective.path(),
            CookieRewriteDirective.domain(),
            SwitchDirective.preserveHost(),
            SwitchDirective.addHeaders(),
            SwitchDirective.continues(),
            SwitchDirective.interpolateEnv(),
            new ProxyPassInheritDirective(),
            new ProxyRequestsDirective(),
            TimeoutDirective.proxy(),
            TimeoutDirective.server(),
            new ServerLimitDirective(),
            BackendSocketDirective.source(),
            BackendSocketDirective.receiveBuffer(),
            new BalancerMemberDirective(),
            new ProxySetDirective(),
            BalancerSettingDirective.inherit(),
            BalancerSettingDirective.persist(),
            BalancerSettingDirective.growth(),
            new ServerNameDirective(),
            new ServerAliasDirective(),
            new OrderDirective(),
            AllowDenyDirective.allow(),
            AllowDenyDirective.deny(),
            new RequireDirective(),
            new SatisfyDirective(),
            IncludeDirective.required(),
            IncludeDirective.whereverPresent(),
            new ServerRootDirective(),
            SetEnvIfDirective.plain(),
            SetEnvIfDirective.noCase(),
            SetEnvIfDirective.browser(),
            SetEnvIfDirective.browserNoCase(),
            new SetEnvDirective(),
            new UnsetEnvDirective(),
            new RequestHeaderDirective(),
            new HeaderDirective(),
            RemoteIpDirective.header(),
            RemoteIpDirective.trusted(),
            RemoteIpDirective.internal(),
            new DefineDirective(),
            new UnDefineDirective(),
            new AllowEncodedSlashesDirective(),
            new MergeSlashesDirective(),
            new ProxyViaDirective(),
            new ProxyMaxForwardsDirective(),
            new ProxyBlockDirective(),
            new ProxyCapturedHostsDirective(),
            new ProxyWebsocketOriginDirective(),
            WebsocketMaxDirective.all(),
            WebsocketMaxDirective.perClient(),
            WebsocketRateDirective.all(),
            WebsocketRateDirective.perClient(),
            new ProxyBadHeaderDirective(),
            new SocketFallbackDirective(),
            new ProxyWebsocketPingDirective(),
            new ProxyWebsocketIdleTimeoutDirective(),
            new ProxyWebsocketMaxMessageDirective(),
            new ProxyWebsocketDrainCloseDirective(),
            new ProxyWebsocketDrainSpreadDirective(),
            new ProxyErrorOverrideDirective(),
            new ErrorDocumentDirective(),
            new LimitRequestBodyDirective(),
            new UseCanonicalNameDirective(),
            new RewriteEngineDirective(),
            new RewriteOptionsDirective(),
            new RewriteCondDirective(),
            new RewriteRuleDirective(),
            RedirectDirective.plain(),
            RedirectDirective.permanent(),
            RedirectDirective.temporary(),
            new RedirectMatchDirective(),
            new SslProxyVerifyDirective(),
            new SslProxyVerifyDepthDirective(),
            SslProxyPeerDirective.peerName(),
            SslProxyPeerDirective.commonName(),
            SslProxyPeerDirective.expiry(),
            SslProxyAuthoritiesDirective.file(),
            SslProxyAuthoritiesDirective.folder(),
            SslProxyIdentityDirective.certificates(),
            SslProxyIdentityDirective.chain(),
            new SslProxyProtocolDirective(),
            new SslProxyCipherSuiteDirective(),
            AliasDirective.plain(),
            AliasDirective.matching(),
            FixedValueDirective.of("SSLProxyEngine", "On", "https://, h2:// and wss:// rules need nothing more"));

    private final List<Directive> all =
            Stream.concat(own.stream(), AcceptedDirective.all().stream()).toList();

    private final List<SectionDirective> allSections = List.of(
            ProxySection.plain(),
            ProxySection.matching(),
            LocationSection.plain(),
            LocationSection.matching(),
            RequireSection.all(),
            RequireSection.any(),
            RequireSection.none(),
            new VirtualHostSection(),
            new IfModuleSection(),
            new IfDefineSection(),
            new IfVersionSection(),
            new IfFileSection(),
            DirectorySection.of("<Directory"),
            DirectorySection.of("<DirectoryMatch"));

    private final Map<String, Directive> directives = all.stream()
            .collect(Collectors.toMap(directive -> key(directive.spec().name()), Function.identity()));

    private final Map<String, SectionDirective> sections = allSections.stream()
            .collect(Collectors.toMap(section -> key(section.spec().name()), Function.identity()));

    private final KnownNames knownNames = KnownNames.load();

    Optional<Directive> directive(String name) {
        return Optional.ofNullable(directives.get(key(name)));
    }

    /** By the name with its leading bracket. */
    Optional<SectionDirective> section(String name) {
        return Optional.ofNullable(sections.get(key(name)));
    }

    KnownNames knownNames() {
        return knownNames;
    }

    /** Every directive and section of the language, for the reference. */
    List<DirectiveSpec> specs() {
        return Stream.concat(
                        all.stream().map(Directive::spec), allSections.stream().map(SectionDirective::spec))
                .toList();
    }

    /** Every name an operator could have meant; sections with their leading bracket. */
    List<String> names() {
        return Stream.concat(knownNames.all().stream(), specs().stream().map(DirectiveSpec::name))
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
