package dev.gangway.rules;

import java.util.List;
import java.util.Locale;

/** Reads the {@code key=value} words of a line by a table of parameters (mod_proxy.md section 2). Confined to the parser. */
final class WorkerParameterReader {

    private static final String OF_RULES = "it in a ProxyPass or ProxyPassMatch line with a URL only";

    private final Invocation invocation;
    private final List<WorkerParameterSpec> table;
    private final WorkerParameterDraft draft;

    private WorkerParameterReader(Invocation invocation, List<WorkerParameterSpec> table, WorkerParameterDraft draft) {
        this.invocation = invocation;
        this.table = table;
        this.draft = draft;
    }

    /** The parameters of a worker that this line makes. Bad parameters become problems, one each. */
    static WorkerParameterDraft read(Invocation invocation, List<String> words) {
        WorkerParameterDraft draft = new WorkerParameterDraft();
        read(invocation, words, WorkerParameterTable.WORKER, draft);
        return draft;
    }

    /** The same over what earlier lines said. */
    static void read(
            Invocation invocation, List<String> words, List<WorkerParameterSpec> table, WorkerParameterDraft draft) {
        WorkerParameterReader reader = new WorkerParameterReader(invocation, table, draft);
        for (String word : words) {
            try {
                reader.word(word);
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
    }

    private void word(String word) throws Refusal {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            keyword(word);
            return;
        }
        String key = word.substring(0, equals).toLowerCase(Locale.ROOT);
        if (key.equals("mapping")) {
            throw Refusal.expected(word, OF_RULES);
        }
        WorkerParameterSpec spec = WorkerParameterTable.find(table, key).orElseThrow(() -> unknown(word, key));
        spec.reader().read(invocation, word.substring(equals + 1), draft);
        draft.places.put(spec.name(), invocation.position());
    }

    private Refusal unknown(String word, String key) {
        boolean balancer = table == WorkerParameterTable.BALANCER;
        List<WorkerParameterSpec> other = balancer ? WorkerParameterTable.WORKER : WorkerParameterTable.BALANCER;
        if (WorkerParameterTable.find(other, key).isPresent()) {
            return new Refusal("bad parameter \"" + word + "\", expected one of a "
                    + (balancer ? "balancer: this one is a member's" : "worker: this one is a balancer's"));
        }
        return new Refusal("unknown parameter \"" + word + "\", expected one of httpd's "
                + (balancer ? "balancer" : "worker") + " parameters"
                + Spelling.hint(
                        key, table.stream().map(WorkerParameterSpec::name).toList()));
    }

    private void keyword(String word) throws Refusal {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "noquery" -> invocation.notice("noquery has no effect on HTTP, as in httpd");
            case "nocanon" -> draft.nocanon = true;
            case "interpolate" -> throw Refusal.expected(word, OF_RULES);
            default -> throw new Refusal("bad parameter \"" + word + "\", expected key=value");
        }
    }
}
