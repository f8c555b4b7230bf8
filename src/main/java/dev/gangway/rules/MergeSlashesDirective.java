package dev.gangway.rules;

import java.util.Optional;

/** MergeSlashes: whether runs of slashes in a path count as one (mod_proxy.md section 4.1). Stateless. */
final class MergeSlashesDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "MergeSlashes",
                        "On|Off",
                        "On takes a run of slashes for one, in what rules match and in what is forwarded",
                        "MergeSlashes Off")
                .byDefault("On")
                .differs("a path that takes another rule once its slashes are merged is answered 400");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        invocation.scope().server().mergeSlashes = Optional.of(invocation.onOff());
    }
}
