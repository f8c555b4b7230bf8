package dev.gangway.rules;

import java.util.function.BiConsumer;

/**
 * One worker or balancer parameter: how it is read, and what the reference says about it. Immutable.
 *
 * @param initial what holds without it
 */
record WorkerParameterSpec(
        String name, String type, String range, String initial, HttpdStanding standing, String meaning, Reader reader) {

    /** Reads one value into a draft. */
    @FunctionalInterface
    interface Reader {

        void read(Invocation invocation, String value, WorkerParameterDraft draft) throws Refusal;
    }

    /** One that has an effect, as in httpd until said otherwise. */
    static <T> WorkerParameterSpec effective(
            String name,
            WorkerParameterType<T> type,
            String initial,
            String meaning,
            BiConsumer<WorkerParameterDraft, T> setter) {
        return new WorkerParameterSpec(
                name,
                type.name(),
                type.range(),
                initial,
                HttpdStanding.SAME,
                meaning,
                (invocation, value, draft) -> setter.accept(draft, type.reader().read(invocation, name, value)));
    }

    /** One that is read, checked and kept, and told once to have no effect. */
    static <T> WorkerParameterSpec withoutEffect(
            String name, WorkerParameterType<T> type, String initial, String meaning, String why) {
        HttpdStanding standing = new HttpdStanding(HttpdStanding.Kind.NO_EFFECT, why);
        return new WorkerParameterSpec(
                name, type.name(), type.range(), initial, standing, meaning, (invocation, value, draft) -> {
                    draft.kept.put(
                            name, type.reader().read(invocation, name, value).toString());
                    invocation
                            .draft()
                            .noticeOnce(
                                    invocation.position(),
                                    "parameter " + name,
                                    invocation.name() + ": " + name + " is accepted without effect: " + why);
                });
    }

    /** One that is refused whatever its value. */
    static WorkerParameterSpec refused(String name, String meaning, String why) {
        HttpdStanding standing = new HttpdStanding(HttpdStanding.Kind.REFUSED, why);
        return new WorkerParameterSpec(name, "", "", "", standing, meaning, (invocation, value, draft) -> {
            throw new Refusal("\"" + name + "=" + value + "\" is not supported: " + why);
        });
    }

    WorkerParameterSpec differs(String how) {
        return new WorkerParameterSpec(
                name, type, range, initial, new HttpdStanding(HttpdStanding.Kind.DIFFERS, how), meaning, reader);
    }
}
