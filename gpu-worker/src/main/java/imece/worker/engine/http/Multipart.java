package imece.worker.engine.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A form with one file in it, as RFC 7578 has it. Names and values are our own and need no escaping. */
final class Multipart {

    private final String boundary = "imece-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Multipart(String field, String filename, byte[] png, Map<String, String> texts) {
        texts.forEach((name, text) -> {
            head(name, "");
            write(text + "\r\n");
        });
        head(field, "; filename=\"" + filename + "\"\r\nContent-Type: image/png");
        body.writeBytes(png);
        write("\r\n--" + boundary + "--\r\n");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    private void head(String name, String rest) {
        write("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + rest + "\r\n\r\n");
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
