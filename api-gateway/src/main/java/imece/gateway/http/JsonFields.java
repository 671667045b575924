package imece.gateway.http;

import imece.gateway.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, read strictly: a number is a number, a text is a text, and null is the same as absent. What
 * is wrong is collected, so that a client learns everything at once; {@link #refuseErrors} ends the reading.
 */
public final class JsonFields {

    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;

    private JsonFields(JsonNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /**
     * The fields of an object.
     *
     * @throws Refusal 422 if it is none
     */
    public static JsonFields of(JsonNode node) {
        if (!node.isObject()) {
            throw Refusal.invalid("", "The body must be a JSON object.", "an object");
        }
        return new JsonFields(node, "", new ArrayList<>());
    }

    /** Notes down that a field is wrong. */
    public void wrong(String field, String message, String allowed) {
        errors.add(new FieldError(path + field, message, allowed));
    }

    /** Whether the field has a value. */
    public boolean has(String field) {
        return present(field) != null;
    }

    /** Whether the field is there, be it null. */
    public boolean names(String field) {
        return object.has(field);
    }

    /** A text of at most so many characters. */
    public Optional<String> text(String field, int most) {
        String allowed = "a text of at most %,d characters, without NUL or half surrogate pairs".formatted(most);
        JsonNode value = present(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            wrong(field, field + " must be a text.", allowed);
            return Optional.empty();
        }
        String text = value.stringValue();
        if (OutsideText.unstorable(text)) {
            wrong(field, field + " holds a NUL or half a surrogate pair.", allowed);
            return Optional.empty();
        }
        int characters = OutsideText.characters(text);
        if (characters > most) {
            wrong(field, "%s has %,d characters, which is too long.".formatted(field, characters), allowed);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A whole number of this range and step; 512.0 is one too. */
    public OptionalLong whole(String field, long least, long most, long step) {
        String allowed = least + " to " + most + (step == 1 ? "" : " in steps of " + step);
        OptionalDouble number = number(field, allowed);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        double value = number.getAsDouble();
        // Each bound is far below 2^53, where a double still tells neighbours apart.
        if (value != Math.rint(value) || value < least || value > most || (long) value % step != 0) {
            wrong(field, field + " is " + shown(field) + ", which is not allowed.", allowed);
            return OptionalLong.empty();
        }
        return OptionalLong.of((long) value);
    }

    /** A number of this range. */
    public OptionalDouble decimal(String field, double least, double most) {
        String allowed = String.format(Locale.ROOT, "%s to %s", plain(least), plain(most));
        OptionalDouble number = number(field, allowed);
        if (number.isPresent() && !(number.getAsDouble() >= least && number.getAsDouble() <= most)) {
            wrong(field, field + " is " + shown(field) + ", which is not allowed.", allowed);
            return OptionalDouble.empty();
        }
        return number;
    }

    /** A number of this range in thousandths, such as 1 to 1,000 for 0.001 to 1; it has at most three decimals. */
    public OptionalInt thousandths(String field, int least, int most) {
        String allowed = "%s to %s, with at most three decimals".formatted(plain(least / 1000.0), plain(most / 1000.0));
        OptionalDouble number = number(field, allowed);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        double value = number.getAsDouble() * 1000;
        double whole = Math.rint(value);
        // A double misses the thousandths of a text such as 0.007 by far less.
        if (!(Math.abs(value - whole) < 1e-6 && whole >= least && whole <= most)) {
            wrong(field, field + " is " + shown(field) + ", which is not allowed.", allowed);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) whole);
    }

    /** One of these words. */
    public Optional<String> word(String field, List<String> words) {
        Optional<String> text = text(field, 200);
        if (text.isPresent() && !words.contains(text.get())) {
            wrong(field, field + " is not one of the words that are known here.", String.join(", ", words));
            return Optional.empty();
        }
        return text;
    }

    /** True or false; empty if absent. */
    public Optional<Boolean> flag(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            wrong(field, field + " must be true or false.", "true, false");
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    /** The texts of a list, at most so many of at most so many characters; empty if absent. */
    public Optional<List<String>> texts(String field, int most, int characters) {
        JsonNode value = present(field);
        if (value == null) {
            return Optional.empty();
        }
        boolean texts = value.isArray()
                && value.size() <= most
                && value.valueStream()
                        .allMatch(each -> each.isString()
                                && !OutsideText.unstorable(each.stringValue())
                                && OutsideText.characters(each.stringValue()) <= characters);
        if (!texts) {
            wrong(
                    field,
                    field + " must be a list of texts.",
                    "a list of at most %d texts of at most %d characters".formatted(most, characters));
            return Optional.empty();
        }
        return Optional.of(value.valueStream().map(JsonNode::stringValue).toList());
    }

    /** An id. */
    public Optional<UUID> id(String field) {
        return text(field, 200).flatMap(text -> {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                wrong(field, field + " must be a UUID.", "a UUID");
                return Optional.empty();
            }
        });
    }

    /** The objects of a list, at most so many; what is wrong in one of them is told here, as {@code field[0].name}. */
    public List<JsonFields> objects(String field, int most) {
        JsonNode value = present(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most || !value.valueStream().allMatch(JsonNode::isObject)) {
            wrong(field, field + " must be a list of objects.", "a list of at most " + most + " objects");
            return List.of();
        }
        List<JsonFields> objects = new ArrayList<>();
        value.forEach(each -> objects.add(new JsonFields(each, path + field + "[" + objects.size() + "].", errors)));
        return objects;
    }

    /**
     * Ends the reading.
     *
     * @throws Refusal 422 with all that was wrong
     */
    public void refuseErrors() {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private OptionalDouble number(String field, String allowed) {
        JsonNode value = present(field);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            wrong(field, field + " must be a number.", allowed);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.numberValue().doubleValue());
    }

    private @Nullable JsonNode present(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private String shown(String field) {
        return OutsideText.shortened(object.path(field).toString(), 40);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
