package imece.gateway.export;

import imece.gateway.http.Refusals;
import imece.gateway.identity.VisitorCookies.Visitor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/me/export}. */
@RestController
@Tag(name = "Me")
class ExportEndpoint {

    private static final String ZIP = "application/zip";

    private final OwnerExport export;

    ExportEndpoint(OwnerExport export) {
        this.export = export;
    }

    /** Written by the request's own thread, as fast as the client reads. */
    @GetMapping("/api/me/export")
    @Operation(operationId = "exportMe", summary = "Take all that is mine away", description = """
            A ZIP, its entries stored: pictures, uploads, prompts.json and index.html. What is deleted while it is written is \
            listed there. One at a time.""")
    @ApiResponse(
            responseCode = "200",
            description = "the ZIP",
            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @Refusals({"429 export-running", "503 database-unavailable"})
    void export(Visitor visitor, HttpServletResponse response) throws IOException {
        export.write(visitor.id(), () -> {
            response.setContentType(ZIP);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"imece.zip\"");
            return response.getOutputStream();
        });
    }
}
