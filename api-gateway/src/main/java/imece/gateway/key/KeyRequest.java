package imece.gateway.key;

import imece.gateway.Networks;
import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.identity.CallScope;
import imece.gateway.key.ApiKey.UrgencyClass;
import imece.gateway.key.NewKey.DailyQuotas;
import imece.gateway.turn.ShareWeight;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a key is to be. */
final class KeyRequest {

    private static final int NAME_CHARACTERS = 100;
    private static final int MOST_PLACES = 20;
    private static final int PLACE_CHARACTERS = 200;
    private static final int MOST_DAYS = 3_650;
    private static final long MOST_QUOTA = 1L << 50;
    private static final Set<CallScope> USUAL = Set.of(CallScope.DRAW, CallScope.READ);

    private KeyRequest() {}

    /**
     * A key of a person, who can give it no more than it may do itself.
     *
     * @throws imece.gateway.http.Refusal 422 with all that is wrong
     */
    static NewKey ofPerson(JsonFields fields, Set<CallScope> own) {
        return read(fields, own, false);
    }

    /**
     * A key of the farm.
     *
     * @throws imece.gateway.http.Refusal 422 with all that is wrong
     */
    static NewKey ofFarm(JsonFields fields) {
        return read(fields, Set.of(CallScope.DRAW, CallScope.READ, CallScope.OPERATE), true);
    }

    private static NewKey read(JsonFields fields, Set<CallScope> grantable, boolean farms) {
        boolean unnamed = !fields.has("name");
        Optional<String> name = fields.text("name", NAME_CHARACTERS).map(String::strip);
        if (unnamed || name.filter(OutsideText::invisible).isPresent()) {
            fields.wrong("name", "There is no name.", "1 to " + NAME_CHARACTERS + " characters");
        }
        Optional<UrgencyClass> urgency = urgency(fields);
        OptionalLong days = fields.whole("expiresInDays", 1, MOST_DAYS, 1);
        NewKey key = new NewKey(
                name.orElse(""),
                scopes(fields, grantable),
                farms && fields.flag("app").orElse(false),
                urgency.orElse(UrgencyClass.INTERACTIVE),
                origins(fields),
                networks(fields),
                days.isPresent() ? Duration.ofDays(days.getAsLong()) : null,
                farms ? weight(fields).orElse(ShareWeight.ONE) : ShareWeight.ONE,
                new DailyQuotas(
                        quota(fields, "dailyPictures"), quota(fields, "dailyGpuSeconds"), quota(fields, "dailyBytes")));
        fields.refuseErrors();
        return key;
    }

    /**
     * What is to change of a key.
     *
     * @param farms whether it is a key of the farm: others have the weight of their person
     * @throws imece.gateway.http.Refusal 422 with all that is wrong
     */
    static KeyChange change(JsonFields fields, boolean farms) {
        KeyChange change =
                new KeyChange(urgency(fields).orElse(null), weight(fields).orElse(null));
        if (fields.has("weight") && !farms) {
            fields.wrong("weight", "This key has the weight of its person.", "a key of the farm");
        }
        if (!fields.has("class") && !fields.has("weight")) {
            fields.wrong("", "Nothing is named that could be changed.", "class, weight");
        }
        fields.refuseErrors();
        return change;
    }

    /** What is to change of a key; null = stays. */
    record KeyChange(
            @Nullable UrgencyClass urgency, @Nullable ShareWeight weight) {}

    private static Optional<UrgencyClass> urgency(JsonFields fields) {
        return fields.word("class", List.of("interactive", "batch"))
                .map(word -> UrgencyClass.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static Optional<ShareWeight> weight(JsonFields fields) {
        OptionalInt weight = fields.thousandths("weight", ShareWeight.LEAST, ShareWeight.MOST);
        return weight.isPresent() ? Optional.of(new ShareWeight(weight.getAsInt())) : Optional.empty();
    }

    private static Set<CallScope> scopes(JsonFields fields, Set<CallScope> grantable) {
        Optional<List<String>> words = fields.texts("scopes", CallScope.values().length, PLACE_CHARACTERS);
        if (words.isEmpty()) {
            return USUAL;
        }
        Set<CallScope> scopes = words.get().stream()
                .flatMap(word -> CallScope.of(word).stream())
                .filter(scope -> scope != CallScope.ADMINISTER && grantable.contains(scope))
                .collect(Collectors.toSet());
        if (scopes.isEmpty() || scopes.size() < Set.copyOf(words.get()).size()) {
            fields.wrong(
                    "scopes",
                    "There is a scope that is none, or that is not yours to give.",
                    grantable.stream()
                            .filter(scope -> scope != CallScope.ADMINISTER)
                            .map(CallScope::word)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return scopes;
    }

    private static List<String> origins(JsonFields fields) {
        List<String> origins =
                fields.texts("origins", MOST_PLACES, PLACE_CHARACTERS).orElse(List.of());
        if (!origins.stream().allMatch(KeyRequest::isOrigin)) {
            fields.wrong("origins", "There is one that is no origin.", "origins such as https://chat.example");
        }
        return origins;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("https?")
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> networks(JsonFields fields) {
        List<String> networks =
                fields.texts("networks", MOST_PLACES, PLACE_CHARACTERS).orElse(List.of());
        try {
            Networks.of("networks", networks);
        } catch (IllegalArgumentException e) {
            fields.wrong("networks", "There is one that is no network.", "networks such as 10.0.0.0/8 or fd00::/8");
        }
        return networks;
    }

    private static @Nullable Long quota(JsonFields fields, String field) {
        OptionalLong quota = fields.whole(field, 0, MOST_QUOTA, 1);
        return quota.isPresent() ? quota.getAsLong() : null;
    }
}
