package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.message.Trailers;
import dev.gangway.rules.FieldEdit;
import dev.gangway.rules.HeadEdits;
import dev.gangway.rules.MessageSettings;
import dev.gangway.rules.WorkerParameters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of one request on its way to the backend: limited, kept back where its length has to be found out first, and
 * aware of which side is waited for. Read as every source is; the other methods are thread-safe.
 */
final class Upload implements ContentSource, AutoCloseable {

    /** A client that pauses so long is not waited for, unless the rules ask for a length. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final ContentSource content;
    private final BackendRequest planned;
    private final Course course;
    private final WorkerParameters parameters;
    private final Consumer<Failure> onFailure;
    private volatile Optional<SpooledContent> spooled = Optional.empty();
    private volatile boolean gathering;
    private volatile boolean starved;

    Upload(ClientSide client, BackendRequest planned, Course course, Consumer<Failure> onFailure) {
        this.planned = planned;
        this.course = course;
        this.parameters = course.parameters();
        this.onFailure = onFailure;
        MessageSettings messages = course.settings().messages();
        ContentSource source = of(client);
        this.content = messages.bodyLimit().isEmpty()
                ? source
                : new LimitedContent(
                        source,
                        messages,
                        () -> onFailure.accept(new Failure(
                                ProxyError.CONTENT_TOO_LONG,
                                "more than " + messages.bodyLimit().get().value() + " octets")));
    }

    /** The client's content, which may not be there yet. */
    private static ContentSource of(ClientSide client) {
        return new ContentSource() {
            @Override
            public int read(ByteBuffer target) {
                return client.content().read(target);
            }

            @Override
            public Fields trailers() {
                return client.content().trailers();
            }
        };
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

    /** Without those that the head has or that the rules vouch for. */
    @Override
    public Fields trailers() {
        Fields trailers = content.trailers();
        if (trailers.lines().isEmpty()) {
            return trailers;
        }
        HeadEdits edits = course.settings().head();
        Set<String> taken = Stream.of(
                        planned.fields().lines().stream().map(Field::name),
                        edits.early().stream().map(FieldEdit::name),
                        edits.requests().stream().map(FieldEdit::name))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        return Trailers.passing(trailers, taken);
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
