package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestContentTest {

    @Test
    void theLengthCountsWithoutTransferEncoding() {
        assertThat(RequestContent.announced(List.of(), -1)).contains(new RequestContent.None());
        assertThat(RequestContent.announced(List.of(), 0)).contains(new RequestContent.Sized(0));
        assertThat(RequestContent.announced(List.of(), 5)).contains(new RequestContent.Sized(5));
    }

    @Test
    void chunkedWinsOverTheLength() {
        assertThat(RequestContent.announced(List.of(" Chunked "), 5)).contains(new RequestContent.Unsized());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "xchunked", ""})
    void anyOtherCodingIsNotForwarded(String coding) {
        assertThat(RequestContent.announced(List.of(coding), -1)).isEqualTo(Optional.empty());
        assertThat(RequestContent.announced(List.of("chunked", coding), -1)).isEqualTo(Optional.empty());
    }
}
