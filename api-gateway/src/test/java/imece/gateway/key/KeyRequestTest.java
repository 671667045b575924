package imece.gateway.key;

import static imece.gateway.identity.CallScope.DRAW;
import static imece.gateway.identity.CallScope.OPERATE;
import static imece.gateway.identity.CallScope.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.gateway.http.JsonFields;
import imece.gateway.http.Problem.FieldError;
import imece.gateway.http.Refusal;
import imece.gateway.key.ApiKey.UrgencyClass;
import imece.gateway.turn.ShareWeight;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class KeyRequestTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aNameIsEnough() {
        NewKey key = KeyRequest.ofFarm(fields("{'name': ' tavern '}"));

        assertThat(key.name()).isEqualTo("tavern");
        assertThat(key.scopes()).containsExactlyInAnyOrder(DRAW, READ);
        assertThat(key.urgency()).isEqualTo(UrgencyClass.INTERACTIVE);
        assertThat(key.app()).isFalse();
        assertThat(key.lasts()).isNull();
        assertThat(key.weight()).isEqualTo(ShareWeight.ONE);
        assertThat(key.quotas().pictures()).isNull();
        assertThat(key.networks()).isEmpty();
        assertThat(key.origins()).isEmpty();
    }

    @Test
    void aKeyOfTheFarmMayBeGivenAll() {
        NewKey key = KeyRequest.ofFarm(
                fields(
                        "{'name': 'x', 'scopes': ['read', 'operate'], 'app': true, 'class': 'batch',"
                                + " 'origins': ['https://chat.example', 'http://localhost:3000'], 'networks': ['10.0.0.0/8', '::1'],"
                                + " 'expiresInDays': 30, 'weight': 0.5, 'dailyPictures': 0, 'dailyGpuSeconds': 60, 'dailyBytes': 1000}"));

        assertThat(key.scopes()).containsExactlyInAnyOrder(READ, OPERATE);
        assertThat(key.app()).isTrue();
        assertThat(key.urgency()).isEqualTo(UrgencyClass.BATCH);
        assertThat(key.origins()).containsExactly("https://chat.example", "http://localhost:3000");
        assertThat(key.networks()).containsExactly("10.0.0.0/8", "::1");
        assertThat(key.lasts()).isEqualTo(Duration.ofDays(30));
        assertThat(key.weight()).isEqualTo(ShareWeight.of(0.5));
        assertThat(key.quotas()).isEqualTo(new NewKey.DailyQuotas(0L, 60L, 1_000L));
    }

    @Test
    void aPersonGivesNoMoreThanItHas() {
        JsonFields operating = fields("{'name': 'x', 'scopes': ['operate']}");
        assertThat(KeyRequest.ofPerson(operating, Set.of(DRAW, READ, OPERATE)).scopes())
                .containsExactly(OPERATE);
        assertThat(wrong(() -> KeyRequest.ofPerson(operating, Set.of(DRAW, READ))))
                .isEqualTo("scopes");

        NewKey key = KeyRequest.ofPerson(fields("{'name': 'x', 'weight': 9, 'app': true}"), Set.of(DRAW, READ));
        assertThat(key.weight()).isEqualTo(ShareWeight.ONE);
        assertThat(key.app()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{'name': ' '} | name",
                "{'name': 'x', 'scopes': []} | scopes",
                "{'name': 'x', 'scopes': ['administer']} | scopes",
                "{'name': 'x', 'scopes': ['draw', 'fly']} | scopes",
                "{'name': 'x', 'scopes': 'draw'} | scopes",
                "{'name': 'x', 'class': 'soon'} | class",
                "{'name': 'x', 'app': 'yes'} | app",
                "{'name': 'x', 'origins': ['chat.example']} | origins",
                "{'name': 'x', 'origins': ['https://chat.example/']} | origins",
                "{'name': 'x', 'origins': ['*']} | origins",
                "{'name': 'x', 'networks': ['home']} | networks",
                "{'name': 'x', 'expiresInDays': 0} | expiresInDays",
                "{'name': 'x', 'weight': 0} | weight",
                "{'name': 'x', 'weight': 100.001} | weight",
                "{'name': 'x', 'weight': 0.0005} | weight",
                "{'name': 'x', 'weight': '1'} | weight",
                "{'name': 'x', 'dailyPictures': -1} | dailyPictures"
            })
    void whatIsWrongIsToldByItsField(String json, String field) {
        assertThat(wrong(() -> KeyRequest.ofFarm(fields(json)))).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"0.001, 1", "0.007, 7", "1, 1000", "1.1, 1100", "33.333, 33333", "100, 100000"})
    void weightsAreThousandths(String weight, int thousandths) {
        assertThat(KeyRequest.change(fields("{'weight': %s}".formatted(weight)), true)
                        .weight())
                .isEqualTo(new ShareWeight(thousandths));
    }

    @Test
    void aKeyOfAPersonHasTheWeightOfThePerson() {
        assertThat(wrong(() -> KeyRequest.change(fields("{'weight': 2}"), false)))
                .isEqualTo("weight");
        assertThat(KeyRequest.change(fields("{'class': 'batch'}"), false))
                .isEqualTo(new KeyRequest.KeyChange(UrgencyClass.BATCH, null));
        assertThat(wrong(() -> KeyRequest.change(fields("{}"), true))).isEmpty();
    }

    private static JsonFields fields(String json) {
        return JsonFields.of(JSON.readTree(json.replace('\'', '"')));
    }

    private static String wrong(Runnable reading) {
        String[] fields = new String[1];
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(reading::run)
                .satisfies(refusal -> assertThat(refusal.problem().errors())
                        .singleElement()
                        .extracting(FieldError::field)
                        .satisfies(field -> fields[0] = field));
        return fields[0];
    }
}
