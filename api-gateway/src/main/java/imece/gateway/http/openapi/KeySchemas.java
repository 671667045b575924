package imece.gateway.http.openapi;

import static imece.gateway.http.openapi.ApiSchemas.array;
import static imece.gateway.http.openapi.ApiSchemas.object;
import static imece.gateway.http.openapi.ApiSchemas.type;
import static imece.gateway.http.openapi.ApiSchemas.weight;
import static imece.gateway.http.openapi.ApiSchemas.withDefault;
import static imece.gateway.http.openapi.ApiSchemas.word;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What a key may be asked to be. */
final class KeySchemas {

    private KeySchemas() {}

    static Schema<?> ofPerson() {
        return object(Map.of("name", type("string").minLength(1).maxLength(100)))
                .addProperty(
                        "scopes", array(type("string")).description("of draw, read and operate; absent = draw, read"))
                .addProperty("class", word(List.of("interactive", "batch")))
                .addProperty("expiresInDays", number(1, 3_650).description("absent = never"))
                .addProperty("origins", array(type("string")).description("pages that may show it; absent = none"))
                .addProperty("networks", array(type("string")).description("addresses that may; absent = all"))
                .addProperty("dailyPictures", number(0, 1L << 50).description("absent = no limit of its own"))
                .addProperty("dailyGpuSeconds", number(0, 1L << 50).description("absent = no limit of its own"))
                .addProperty("dailyBytes", number(0, 1L << 50).description("absent = no limit of its own"));
    }

    static Schema<?> ofFarm() {
        return ofPerson()
                .addProperty(
                        "app",
                        withDefault(type("boolean"), false)
                                .description(
                                        "whether it may name users of its own by X-OpenWebUI-User-Id or X-Imece-User"))
                .addProperty("weight", withDefault(weight(), 1));
    }

    static Schema<?> change() {
        return type("object")
                .addProperty("class", withDefault(word(List.of("interactive", "batch")), null))
                .addProperty("weight", weight().description("only of a key of the farm"));
    }

    private static Schema<?> number(long least, long most) {
        return type("integer").minimum(BigDecimal.valueOf(least)).maximum(BigDecimal.valueOf(most));
    }
}
