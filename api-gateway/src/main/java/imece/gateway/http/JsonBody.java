package imece.gateway.http;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * A request's body: JSON, at most {@value #MOST_BYTES} bytes. Controllers take it as a parameter.
 *
 * @param bytes as they came
 * @param tree as they read; an absent body reads as an empty object
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are only hashed
public record JsonBody(byte[] bytes, JsonNode tree) {

    /** The largest body that is read. */
    public static final int MOST_BYTES = 64 * 1024;

    public JsonBody {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "JsonBody[" + bytes.length + " bytes, #" + Arrays.hashCode(bytes) + "]";
    }

    /** Its fields, to be read strictly. */
    public JsonFields fields() {
        return JsonFields.of(tree);
    }
}
