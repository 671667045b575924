package imece.gateway.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import imece.gateway.http.Refusals;
import imece.gateway.picture.InitPictures;
import imece.picture.PictureKind;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each call of the API says at its method what it means, and nothing else does. */
class EndpointWordsTest {

    private static final List<Method> METHODS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("imece.gateway").stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                    .map(JavaMethod::reflect)
                    .toList();

    @Test
    void everyCallHasANameASummaryAndATag() {
        assertThat(calls())
                .isNotEmpty()
                .filteredOn(call -> !call.isAnnotationPresent(Hidden.class))
                .allMatch(EndpointWordsTest::saysWhatItMeans);
    }

    /** The format knows one call for a method and a path, whatever its query says. */
    @Test
    void aCallThatHidesIsToldOfAtTheOneThatSharesItsMethodAndPath() {
        assertThat(calls())
                .filteredOn(call -> call.isAnnotationPresent(Hidden.class))
                .isNotEmpty()
                .allMatch(hidden -> calls().stream()
                        .anyMatch(call -> !call.isAnnotationPresent(Hidden.class)
                                && place(call).equals(place(hidden))));
    }

    @Test
    void noTwoCallsHaveOneName() {
        assertThat(calls().stream().flatMap(EndpointWordsTest::name)).doesNotHaveDuplicates();
    }

    @Test
    void wordsStandAtCallsOnly() {
        assertThat(METHODS)
                .filteredOn(method ->
                        method.isAnnotationPresent(Operation.class) || method.isAnnotationPresent(Refusals.class))
                .isSubsetOf(calls());
    }

    @Test
    void everyRefusalIsAStatusWithItsCodes() {
        assertThat(calls())
                .allSatisfy(call -> assertThatCode(() -> ApiRefusals.of(call)).doesNotThrowAnyException());
    }

    @Test
    void uploadsAreDocumentedAsTheKindsThatAreTaken() {
        List<String> all =
                Arrays.stream(PictureKind.values()).map(PictureKind::mediaType).toList();
        assertThat(kinds("uploadInitPicture"))
                .containsExactlyInAnyOrderElementsOf(all)
                .containsAll(InitPictures.UPLOAD_TYPES);
        assertThat(kinds("uploadPicture")).containsExactlyInAnyOrderElementsOf(all);
    }

    private static String place(Method call) {
        RequestMapping mapping = mapping(call).orElseThrow();
        return mapping.method()[0] + " "
                + Stream.of(mapping(call.getDeclaringClass()), Optional.of(mapping))
                        .flatMap(Optional::stream)
                        .flatMap(each -> Stream.of(each.path()).limit(1))
                        .collect(Collectors.joining());
    }

    private static Optional<RequestMapping> mapping(AnnotatedElement where) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(where, RequestMapping.class));
    }

    private static Stream<String> name(Method call) {
        return Stream.ofNullable(call.getAnnotation(Operation.class)).map(Operation::operationId);
    }

    private static List<String> kinds(String name) {
        return calls().stream()
                .filter(call -> name(call).anyMatch(name::equals))
                .flatMap(call ->
                        Arrays.stream(call.getAnnotation(RequestBody.class).content()))
                .map(Content::mediaType)
                .toList();
    }

    private static List<Method> calls() {
        return METHODS.stream()
                .filter(method -> method.getDeclaringClass().isAnnotationPresent(RestController.class))
                .filter(method -> AnnotatedElementUtils.isAnnotated(method, RequestMapping.class))
                .toList();
    }

    private static boolean saysWhatItMeans(Method call) {
        Operation words = call.getAnnotation(Operation.class);
        return words != null
                && !words.operationId().isBlank()
                && !words.summary().isBlank()
                && (call.isAnnotationPresent(Tag.class)
                        || call.getDeclaringClass().isAnnotationPresent(Tag.class));
    }
}
