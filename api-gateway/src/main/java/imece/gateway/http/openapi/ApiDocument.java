package imece.gateway.http.openapi;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.identity.Caller;
import imece.gateway.identity.VisitorCookies.Visitor;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code /v3/api-docs}: the calls are found in the controllers, so none can be forgotten; what they mean stands at them, in
 * annotations. Here is what is said about all of them. Made at the first request for it.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    /** The operator's token, as the document calls it. */
    static final String OPERATOR = "operatorToken";

    private static final String ABOUT = """
            Imece takes picture jobs, keeps them in one line, and hands them to many GPUs.

            **Who is asking.** A request without a valid cookie is answered with a new one; keep it, for a visitor sees only their \
            own conversations, jobs and pictures. What belongs to somebody else is 404. A program shows a key instead, as \
            `Authorization: Bearer imece_…`, as `X-API-Key`, or as the password of Basic: it decides alone, a wrong one is 401, and \
            no cookie is set. A farm may want an invite (401 `invite-required`) or an account (401 `sign-in-required`).

            **Following a job.** Read it again by its id, or open the WebSocket `/ws` with the same cookie: first a `snapshot` of \
            all live jobs and those that ended lately, then `job` frames after each committed change, `progress`, `positions`, \
            `message`, `conversations`, `forgotten` (ids of jobs that were deleted) and, every 20 s as a sign of life, `pulse` frames as JSON text, and previews as binary \
            frames (16 bytes of job id, then a JPEG). \
            Of two `job` frames of one job the one with the higher `version` is the newer; a terminal status is never left.

            **Refusals** are problem details (RFC 9457) with a stable `code`. 503 and 429 carry `Retry-After`; where a limit is met, `limit` says what is used, of what, and until when.""";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Visitor.class, Caller.class, JsonBody.class);
    }

    @Bean
    OpenAPI openApi() {
        SecurityScheme operator = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                        "The operator token, which `./imece status` prints. The cookie of POST /api/operator/session does too.");
        return new OpenAPI()
                .info(new Info().title("Imece").version("1").description(ABOUT))
                .servers(List.of(new Server().url("/").description("this gateway")))
                .tags(List.of(
                        tag("Conversations", "Conversations and their messages."),
                        tag("Jobs", "Picture jobs: ask, follow, cancel, try again."),
                        tag("Pictures", "Finished pictures."),
                        tag("Me", "Who asks, and what they have used."),
                        tag("Farm", "What the farm offers and how its line stands."),
                        tag("Access", "Who may ask: signing in, invites, other devices, keys of programs."),
                        tag("Operation", "For the operator."),
                        tag("Workers", "For workers.")))
                .components(new Components().addSecuritySchemes(OPERATOR, operator));
    }

    @Bean
    ModelResolver apiModels(ObjectMapperProvider mappers, ApiNames names) {
        return new ModelResolver(mappers.jsonMapper(), names).openapi31(mappers.isOpenapi31());
    }

    @Bean
    ApiNames apiNames() {
        return new ApiNames();
    }

    @Bean
    OpenApiCustomizer apiWords(ApiNames names) {
        return document -> ApiSchemas.complete(document, names.records());
    }

    @Bean
    ApiOperations apiOperations() {
        return new ApiOperations();
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
