package dev.gangway.it.fault;

import dev.gangway.testing.FakeBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every cell against one host: most of them at the same time, a bounded number of them on the same worker's connections, the
 * ones that leave something on a kept connection one after the other behind them. Confined to one thread.
 */
public final class FaultMatrix implements AutoCloseable {

    private static final int AT_ONCE = 16;
    private static final int LONGEST_SECONDS = 60;

    /** One cell of one round; without a problem it is as it should be. */
    public record Verdict(String cell, Optional<String> problem) {}

    private final Door door;
    private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final Parts parts = new Parts(senders);

    public FaultMatrix(Door door, FakeBackend backend) {
        this.door = door;
        backend.on("/", parts);
    }

    /** So many clean exchanges at once as there will be cells at once: brings threads and connections about. */
    public void warmUp() throws InterruptedException {
        List<Cell> clean = new ArrayList<>(List.of(new Cell(Fault.REFUSED, Traffic.GET, Moment.BEFORE)));
        for (Traffic traffic : Traffic.values()) {
            for (int i = 0; i < 5 * AT_ONCE; i++) {
                clean.add(new Cell(Fault.NONE, traffic, Moment.BEFORE));
            }
        }
        run(clean).stream()
                .filter(verdict -> verdict.problem().isPresent())
                .findFirst()
                .ifPresent(verdict -> {
                    throw new AssertionError("warm-up: " + verdict);
                });
    }

    /** The cells in an order of their own, the same for the same seed. */
    public List<Verdict> run(long seed) throws InterruptedException {
        List<Cell> together = new ArrayList<>(
                Cell.all().stream().filter(cell -> !cell.fault().alone()).toList());
        Collections.shuffle(together, new Random(seed));
        List<Verdict> verdicts = new ArrayList<>(run(together));
        Cell.all().stream()
                .filter(cell -> cell.fault().alone())
                .map(this::verdict)
                .forEach(verdicts::add);
        return verdicts;
    }

    private List<Verdict> run(List<Cell> cells) throws InterruptedException {
        List<Future<Verdict>> running =
                cells.stream().map(cell -> clients.submit(() -> verdict(cell))).toList();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            try {
                verdicts.add(running.get(i).get(LONGEST_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException e) {
                verdicts.add(new Verdict(cells.get(i).toString(), Optional.of(e.toString())));
            }
        }
        return verdicts;
    }

    private Verdict verdict(Cell cell) {
        try {
            return new Verdict(cell.toString(), new CellRun(cell, door, parts).run());
        } catch (IOException | RuntimeException e) {
            return new Verdict(cell.toString(), Optional.of(e.toString()));
        }
    }

    @Override
    public void close() {
        clients.shutdownNow();
        senders.shutdownNow();
    }
}
