package imece.gateway.http.openapi;

import static imece.gateway.http.openapi.ApiSchemas.object;
import static imece.gateway.http.openapi.ApiSchemas.type;
import static imece.gateway.http.openapi.ApiSchemas.whole;
import static imece.gateway.http.openapi.ApiSchemas.word;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;

/** What people send to get in. */
final class AccountSchemas {

    private AccountSchemas() {}

    static Schema<?> signIn() {
        return object(Map.of("name", name(), "password", type("string")));
    }

    static Schema<?> passwordChange() {
        return object(Map.of("old", type("string"), "new", password()));
    }

    static Schema<?> linkToken() {
        return object(Map.of("token", token()));
    }

    static Schema<?> acceptance() {
        return linkToken().addProperty("name", name()).addProperty("password", password());
    }

    static Schema<?> invite() {
        return type("object")
                .addProperty("role", word(List.of("user", "visitor", "operator", "admin")))
                .addProperty("note", type("string").maxLength(200))
                .addProperty("uses", whole(1, 1_000, 1))
                .addProperty("days", whole(1, 365, 7));
    }

    static Schema<?> change() {
        return type("object")
                .addProperty("role", word(List.of("user", "operator", "admin")))
                .addProperty("disabled", type("boolean"));
    }

    private static Schema<?> token() {
        return type("string").description("what stands behind the # of the link");
    }

    private static Schema<?> name() {
        return type("string").minLength(1).maxLength(100).description("a name or an e-mail address");
    }

    private static Schema<?> password() {
        return type("string").minLength(10).maxLength(200);
    }
}
