package imece.gateway.identity;

import static imece.gateway.identity.CookiesForTests.SINCE;
import static imece.gateway.identity.CookiesForTests.signatures;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.identity.VisitorCookies.ShownVisitor;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class VisitorCookiesTest {

    private static final UUID VISITOR = UUID.fromString("0c8f6a3e-52d4-4b19-9a57-3f1d2be0c771");
    private static final String KEY = "a key for tests, long enough";
    private static final String FARM = "0123abcd";
    private static final String NAMED = "imece_" + FARM;
    private static final MockHttpServletRequest PLAIN = new MockHttpServletRequest();

    private final VisitorCookies cookies = at(SINCE);

    @Test
    void aNewVisitorGetsTheCookieOfTheFarmAndThatOfBefore() {
        List<String> set = cookies.set(VISITOR, PLAIN);

        assertThat(set)
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Path=/", "; Max-Age=34560000", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Secure", "Domain"));
        assertThat(set.get(0)).startsWith("imece_visitor=" + VISITOR + ".");
        assertThat(set.get(1)).matches(NAMED + "=1\\.[0-9a-f]{8}\\." + VISITOR + "\\.\\d+\\.[0-9a-f]{64};.*");
    }

    @Test
    void underHttpsItIsBoundToThisHost() {
        assertThat(cookies.set(VISITOR, secure()))
                .last()
                .asString()
                .startsWith("__Host-" + NAMED + "=")
                .contains("; Secure");

        VisitorCookies behindProxy = CookiesForTests.visitors(signatures(KEY), FARM, SINCE, "https://farm.example");
        MockHttpServletRequest publicly = new MockHttpServletRequest();
        publicly.addHeader("Host", "Farm.example:443");
        MockHttpServletRequest withinTheHouse = new MockHttpServletRequest();
        withinTheHouse.addHeader("Host", "192.168.1.5:8080");
        assertThat(behindProxy.set(VISITOR, publicly))
                .last()
                .asString()
                .startsWith("__Host-")
                .contains("; Secure");
        assertThat(behindProxy.set(VISITOR, withinTheHouse))
                .last()
                .asString()
                .startsWith(NAMED)
                .doesNotContain("Secure");
    }

    @Test
    void whatWasSetIsReadAndNothingHasToBeSetAgain() {
        assertThat(cookies.read(shown(cookies.set(VISITOR, PLAIN)))).contains(new ShownVisitor(VISITOR, true));
    }

    @Test
    void theCookieOfBeforeCountsAndTheNewOneIsSetBesideIt() {
        MockHttpServletRequest before =
                shown(List.of(cookies.set(VISITOR, PLAIN).getFirst()));

        assertThat(cookies.read(before)).contains(new ShownVisitor(VISITOR, false));
        assertThat(cookies.renew(VISITOR, before)).anyMatch(set -> set.startsWith(NAMED + "="));
    }

    @Test
    void theStrongestNameComesFirst() {
        UUID weaker = UUID.randomUUID();
        UUID weakest = UUID.randomUUID();
        Cookie ofBefore =
                new Cookie("imece_visitor", value(cookies.set(weakest, PLAIN).getFirst()));
        Cookie named = new Cookie(NAMED, value(cookies.set(weaker, PLAIN).getLast()));
        Cookie strong = new Cookie(
                "__Host-" + NAMED, value(cookies.set(VISITOR, secure()).getLast()));

        assertThat(cookies.read(secure(ofBefore, named, strong))).contains(new ShownVisitor(VISITOR, true));
        assertThat(cookies.read(secure(ofBefore, named))).contains(new ShownVisitor(weaker, false));
        assertThat(cookies.read(secure(ofBefore))).contains(new ShownVisitor(weakest, false));
    }

    @Test
    void underHttpsWeakerNamesCountForNinetyDaysOnly() {
        MockHttpServletRequest weak = secure(
                new Cookie(NAMED, value(cookies.set(VISITOR, PLAIN).getLast())),
                new Cookie("imece_visitor", value(cookies.set(VISITOR, PLAIN).getFirst())));

        assertThat(at(SINCE.plus(Duration.ofDays(90)).minusSeconds(1)).read(weak))
                .isPresent();
        assertThat(at(SINCE.plus(Duration.ofDays(90))).read(weak)).isEmpty();
        MockHttpServletRequest plain = new MockHttpServletRequest();
        plain.setCookies(
                new Cookie(NAMED, value(cookies.set(VISITOR, PLAIN).getLast())),
                new Cookie("imece_visitor", value(cookies.set(VISITOR, PLAIN).getFirst())));
        assertThat(at(SINCE.plus(Duration.ofDays(90))).read(plain)).isPresent();
    }

    @Test
    void aCookieIsRenewedAfterAMonthAndEndsAfterFourHundredDaysOfAbsence() {
        MockHttpServletRequest request =
                shown(List.of(cookies.set(VISITOR, PLAIN).getLast()));

        assertThat(at(SINCE.plus(Duration.ofDays(30)).minusSeconds(1)).read(request))
                .contains(new ShownVisitor(VISITOR, true));
        assertThat(at(SINCE.plus(Duration.ofDays(30))).read(request)).contains(new ShownVisitor(VISITOR, false));
        assertThat(at(SINCE.plus(Duration.ofDays(400)).minusSeconds(1)).read(request))
                .isPresent();
        assertThat(at(SINCE.plus(Duration.ofDays(400))).read(request)).isEmpty();
        assertThat(at(SINCE.minus(Duration.ofDays(2))).read(request))
                .as("from the future")
                .isEmpty();
    }

    @Test
    void aForgedCookieIsNobody() {
        String named = value(cookies.set(VISITOR, PLAIN).getLast());
        String before = value(cookies.set(VISITOR, PLAIN).getFirst());

        for (String forged : new String[] {
            named.replace("0c8f6a3e", "1c8f6a3e"),
            named + " ",
            named.substring(1),
            "2" + named.substring(1),
            VISITOR.toString(),
            before,
            ""
        }) {
            assertThat(cookies.read(with(NAMED, forged))).as(forged).isEmpty();
        }
        for (String forged : new String[] {
            before.replace("0c8f6a3e", "1c8f6a3e"), before + " ", VISITOR + "." + "0".repeat(64), named
        }) {
            assertThat(cookies.read(with("imece_visitor", forged))).as(forged).isEmpty();
        }
    }

    @Property(tries = 500)
    void noOtherTextIsAnybody(@ForAll String text) {
        assertThat(at(SINCE).read(with(NAMED, text))).isEmpty();
        assertThat(at(SINCE).ofBefore(text)).isEmpty();
    }

    @Test
    void anotherFarmsCookiesOnThisHostAreLeftAlone() {
        VisitorCookies other =
                CookiesForTests.visitors(signatures("another farm's key, long enough"), "ffff0000", SINCE, null);
        MockHttpServletRequest theirs = shown(other.set(UUID.randomUUID(), PLAIN));

        assertThat(cookies.read(theirs)).isEmpty();
        assertThat(cookies.set(VISITOR, theirs)).singleElement().asString().startsWith(NAMED + "=");
    }

    @Test
    void aKeyIsChangedInTwoStepsAndNobodyIsLost() {
        MockHttpServletRequest before =
                shown(List.of(cookies.set(VISITOR, PLAIN).getLast()));
        VisitorCookies first =
                CookiesForTests.visitors(signatures(KEY, "the next key, long enough"), FARM, SINCE, null);
        VisitorCookies then = CookiesForTests.visitors(signatures("the next key, long enough", KEY), FARM, SINCE, null);
        MockHttpServletRequest after = shown(List.of(then.set(VISITOR, PLAIN).getLast()));

        assertThat(then.read(before)).contains(new ShownVisitor(VISITOR, true));
        assertThat(first.read(after)).contains(new ShownVisitor(VISITOR, true));
        assertThat(cookies.read(after)).as("by a gateway that was not told").isEmpty();
    }

    private static VisitorCookies at(Instant now) {
        return CookiesForTests.visitors(signatures(KEY), FARM, now, null);
    }

    private static MockHttpServletRequest with(String name, @Nullable String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie(name, value));
        return request;
    }

    private static MockHttpServletRequest secure(Cookie... shown) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSecure(true);
        request.setCookies(shown);
        return request;
    }

    private static MockHttpServletRequest shown(List<String> set) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(set.stream()
                .map(header -> new Cookie(header.substring(0, header.indexOf('=')), value(header)))
                .toArray(Cookie[]::new));
        return request;
    }

    private static String value(String header) {
        return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    }
}
