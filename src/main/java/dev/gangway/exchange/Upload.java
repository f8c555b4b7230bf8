package dev.gangway.exchange;

import dev.gangway.message.RequestContent;
import dev.gangway.rules.MessageSettings;
import dev.gangway.rules.WorkerParameters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The content of one request on its way to the backend: limited, kept back where its length has to be found out first, and
 * aware of which side is waited for. Read as every source is; the other methods are thread-safe.
 */
final class Upload implements ContentSource, AutoCloseable {

    /** A client that pauses so long is not waited for, unless the rules ask for a length. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final ContentSource content;
    private final BackendRequest planned;
    private final WorkerParameters parameters;
    private final Consumer<Failure> onFailure;
    private volatile Optional<SpooledContent> spooled = Optional.empty();
    private volatile boolean gathering;
    private volatile boolean starved;

    Upload(
            ContentSource client,
            BackendRequest planned,
            WorkerParameters parameters,
            MessageSettings messages,
            Consumer<Failure> onFailure) {
        this.planned = planned;
        this.parameters = parameters;
        this.onFailure = onFailure;
        this.content = messages.bodyLimit().isEmpty()
                ? client
                : new LimitedContent(
                        client,
                        messages,
                        () -> onFailure.accept(new Failure(
                                ProxyError.CONTENT_TOO_LONG,
                                "more than " + messages.bodyLimit().get() + " octets")));
    }

    /** Whether the length has to be found out before the request is sent. */
    boolean lengthWanted() {
        return planned.content() instanceof RequestContent.Unsized && limit() > 0 && !planned.expectsContinue();
    }

    /** Whether a client may take its time: the rules ask for a length. */
    boolean patient() {
        return parameters.spool().isPresent();
    }

    /** Begins to gather; tells once what the request looks like then. */
    void gather(SpoolFiles files, Consumer<BackendRequest> onGathered) {
        gathering = true;
        SpooledContent spool = new SpooledContent(
                content,
                limit(),
                files,
                length -> {
                    gathering = false;
                    onGathered.accept(with(length));
                },
                broken -> onFailure.accept(Failure.of(ProxyError.INTERNAL, broken)));
        spooled = Optional.of(spool);
        spool.pump();
    }

    /** What is there goes out now. */
    void hurry() {
        spooled.ifPresent(SpooledContent::hurry);
    }

    /** There may be more to read; true when it is still kept back. */
    boolean available() {
        if (gathering) {
            spooled.ifPresent(SpooledContent::pump);
            return true;
        }
        return false;
    }

    /** Whether the backend would take content and the client has brought none. */
    boolean starved() {
        return starved;
    }

    @Override
    public int read(ByteBuffer target) {
        Optional<SpooledContent> kept = spooled;
        int octets = kept.isPresent() ? kept.get().read(target) : content.read(target);
        starved = octets == 0;
        return octets;
    }

    @Override
    public void close() {
        spooled.ifPresent(SpooledContent::close);
    }

    private long limit() {
        return parameters.spool().orElse(SpooledContent.MEMORY_OCTETS);
    }

    private BackendRequest with(OptionalLong length) {
        return length.isEmpty() ? planned : planned.with(new RequestContent.Sized(length.getAsLong()));
    }
}
