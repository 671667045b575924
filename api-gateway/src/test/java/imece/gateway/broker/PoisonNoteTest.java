package imece.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

class PoisonNoteTest {

    @Test
    void aSmallMessageIsNotedWhole() {
        PoisonNote note =
                note(MessageBuilder.withBody("abc\n\0".getBytes(UTF_8)).build());

        assertThat(note.queue()).isEqualTo("imece.status.store");
        assertThat(note.bytes()).isEqualTo(5);
        assertThat(note.sha256()).isEqualTo("6bbce51d4476fc2d610b8ce03deb8310975e267dd024c8b87c4dcfa2dfad88cc");
        assertThat(note.begin()).isEqualTo("abc \ufffd");
        assertThat(Base64.getDecoder().decode(note.beginBase64())).isEqualTo("abc\n\0".getBytes(UTF_8));
        assertThat(note.sender()).isEqualTo("unknown");
    }

    @Test
    void ofALargeOneTheFirstKibibyteIsNoted() {
        PoisonNote note = note(MessageBuilder.withBody(new byte[50_000]).build());

        assertThat(note.bytes()).isEqualTo(50_000);
        assertThat(Base64.getDecoder().decode(note.beginBase64())).hasSize(1_024);
    }

    @Test
    void ofOneThatWasCutTheWholeSizeAndSumAreNoted() {
        PoisonNote note = note(MessageBuilder.withBody("{\"kind\":\"failed\"".getBytes(UTF_8))
                .setHeader("imece-cut-bytes", 125_000_000L)
                .setHeader("imece-cut-sha256", "5a".repeat(32))
                .build());

        assertThat(note.bytes()).isEqualTo(125_000_000);
        assertThat(note.sha256()).isEqualTo("5a".repeat(32));
    }

    @Test
    void theSenderIsTheBrokersUserOrWhoTheMessageSaysThatItIs() {
        byte[] body = "{\"kind\":\"failed\",\"place\":{\"worker\":\"attic\\u001b\",\"x\":1},\"worker\":\"cellar\""
                .getBytes(UTF_8);

        assertThat(note(MessageBuilder.withBody(body).build()).sender()).isEqualTo("cellar");
        assertThat(note(MessageBuilder.withBody(body).setAppId("attic\n1").build())
                        .sender())
                .isEqualTo("attic 1");
    }

    private static PoisonNote note(Message message) {
        return PoisonNote.of("imece.status.store", message);
    }
}
