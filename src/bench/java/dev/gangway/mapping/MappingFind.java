package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Environment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What finding the rule of a path costs as the rules get more: half prefixes, half patterns with a literal beginning. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MappingFind {

    @Param({"10", "100", "1000", "10000"})
    public int rules;

    /** Patterns that can't be indexed, which every path is held against. */
    @Param({"0", "5"})
    public int unanchored;

    private MappingTable table;
    private CanonicalPath late;
    private CanonicalPath missing;

    @Setup
    public void compile() {
        StringBuilder text = new StringBuilder();
        for (int rule = 0; rule < unanchored; rule++) {
            text.append("ProxyPassMatch /never").append(rule).append("/(.*)\\.x$ http://b.example/$1\n");
        }
        for (int rule = 0; rule < rules; rule++) {
            String name = "app%05d".formatted(rule);
            text.append(
                    rule % 2 == 0
                            ? "ProxyPass /" + name + "/ http://b.example/" + name + "/\n"
                            : "ProxyPassMatch ^/" + name + "/(.*)$ http://b.example/" + name + "/$1\n");
        }
        table = RulesText.table(text.toString());
        late = RulesText.path("/app%05d/some/page.html".formatted(rules - 1));
        missing = RulesText.path("/app%05dz/some/page.html".formatted(rules / 2));
    }

    @Benchmark
    public Found hitsLate() {
        return table.find(late, false, Environment.empty());
    }

    @Benchmark
    public Found misses() {
        return table.find(missing, false, Environment.empty());
    }
}
