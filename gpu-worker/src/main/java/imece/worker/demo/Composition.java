package imece.worker.demo;

import imece.contract.RenderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses what to draw: words of the prompt decide where they say something, the dice decide the rest. */
final class Composition {

    private enum Motif {
        MOUNTAINS,
        FOREST,
        LAKE,
        DESERT,
        NIGHT,
        COSMOS,
        SILK
    }

    private record Theme(Motif motif, List<String> words) {}

    private static final List<Theme> THEMES = List.of(
            new Theme(
                    Motif.MOUNTAINS,
                    List.of("mountain", "alps", "peak", "cliff", "castle", "dragon", "village", "dağ")),
            new Theme(
                    Motif.FOREST,
                    List.of(
                            "forest", "tree", "wood", "pine", "fox", "deer", "owl", "bear", "cabin", "autumn",
                            "orman")),
            new Theme(
                    Motif.LAKE,
                    List.of(
                            "lake",
                            "sea",
                            "ocean",
                            "water",
                            "river",
                            "boat",
                            "beach",
                            "island",
                            "lighthouse",
                            "fish",
                            "deniz")),
            new Theme(Motif.DESERT, List.of("desert", "dune", "sand", "camel", "mars", "canyon", "çöl")),
            new Theme(Motif.NIGHT, List.of("night", "aurora", "northern light", "star", "moon", "midnight", "gece")),
            new Theme(
                    Motif.COSMOS,
                    List.of(
                            "space",
                            "planet",
                            "galaxy",
                            "cosmos",
                            "nebula",
                            "astronaut",
                            "rocket",
                            "robot",
                            "universe",
                            "uzay")),
            new Theme(
                    Motif.SILK,
                    List.of(
                            "abstract",
                            "silk",
                            "flow",
                            "smoke",
                            "marble",
                            "pattern",
                            "portrait",
                            "face",
                            "dream",
                            "flower",
                            "cat")));

    private record Mood(Palette palette, List<String> words) {}

    private static final List<Mood> MOODS = List.of(
            new Mood(Palette.DUSK, List.of("sunset", "dusk", "evening", "sunrise", "dawn", "warm", "castle")),
            new Mood(Palette.OCEAN, List.of("ocean", "sea", "teal", "island", "fish", "lagoon", "turquoise")),
            new Mood(Palette.FOREST, List.of("forest", "green", "jungle", "moss", "spring", "frog")),
            new Mood(Palette.DESERT, List.of("desert", "dune", "autumn", "fire", "dragon", "fox", "canyon", "mars")),
            new Mood(Palette.ROSE, List.of("rose", "pink", "love", "flower", "cherry", "portrait")),
            new Mood(Palette.WINTER, List.of("winter", "snow", "ice", "frost", "wolf", "blue", "fog", "mist")),
            new Mood(Palette.VIOLET, List.of("violet", "purple", "dream", "magic", "galaxy", "neon", "cyberpunk")),
            new Mood(Palette.GOLD, List.of("gold", "portrait", "lion", "king", "ink", "luxury", "robot", "steampunk")),
            new Mood(Palette.SAGE, List.of("peace", "calm", "sage", "tea", "cat", "village", "morning")));

    private Composition() {}

    static Scene of(RenderSpec spec) {
        String words = spec.prompt().toLowerCase(Locale.ROOT);
        Dice dice = Dice.of(words + '\n' + spec.negativePrompt() + '\n' + spec.cfgScale(), spec.seed());
        double aspect = (double) spec.width() / spec.height();
        double pixel = 1.0 / spec.height();
        return scene(words, dice, aspect, pixel);
    }

    private static Scene scene(String words, Dice dice, double aspect, double pixel) {
        Palette dealt = dice.pick(Palette.ALL);
        Motif dealtMotif = dice.pick(List.of(Motif.values()));
        Palette palette = mood(words).orElse(dealt);
        Motif motif = motif(words).orElse(dealtMotif);
        return switch (motif) {
            case MOUNTAINS -> {
                double waterline = says(words, Motif.LAKE) || dice.between(0, 1) < 0.35 ? 0.76 : 2;
                yield landscape(
                        palette,
                        sky(words, palette, dice, aspect, pixel),
                        Ridge.Land.PEAKS,
                        0.50,
                        waterline,
                        true,
                        dice,
                        pixel);
            }
            case FOREST ->
                landscape(
                        palette,
                        sky(words, palette, dice, aspect, pixel),
                        Ridge.Land.HILLS,
                        0.44,
                        2,
                        true,
                        dice,
                        pixel);
            case LAKE ->
                landscape(
                        palette,
                        sky(words, palette, dice, aspect, pixel),
                        Ridge.Land.HILLS,
                        0.53,
                        0.60,
                        false,
                        dice,
                        pixel);
            case DESERT ->
                landscape(
                        palette,
                        sky(words, palette, dice, aspect, pixel),
                        Ridge.Land.DUNES,
                        0.52,
                        2,
                        false,
                        dice,
                        pixel);
            case NIGHT ->
                landscape(
                        Palette.NIGHT,
                        new NightSky(Palette.NIGHT, dice, aspect, true),
                        Ridge.Land.HILLS,
                        0.62,
                        0.72,
                        true,
                        dice,
                        pixel);
            case COSMOS -> new Cosmos(palette, dice, aspect, pixel);
            case SILK -> new Silk(palette, dice);
        };
    }

    private static Sky sky(String words, Palette palette, Dice dice, double aspect, double pixel) {
        return says(words, Motif.NIGHT)
                ? new NightSky(palette, dice, aspect, words.contains("aurora") || words.contains("northern"))
                : new DaySky(palette, dice, aspect, pixel);
    }

    private static Landscape landscape(
            Palette palette,
            Sky sky,
            Ridge.Land land,
            double horizon,
            double waterline,
            boolean firs,
            Dice dice,
            double pixel) {
        boolean water = waterline < 1;
        int count = water ? 4 : 6;
        List<Ridge> ridges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double near = (double) i / (count - 1) * (water ? 0.32 : 1);
            ridges.add(new Ridge(land, dice, near, horizon, sky.haze(), firs));
        }
        return new Landscape(palette, sky, ridges, dice.noise(), waterline, pixel);
    }

    private static Optional<Palette> mood(String words) {
        return MOODS.stream()
                .filter(mood -> mood.words().stream().anyMatch(words::contains))
                .map(Mood::palette)
                .findFirst();
    }

    /** The motif of the word that comes last, for what a prompt is about tends to come after what it is like. */
    private static Optional<Motif> motif(String words) {
        Motif found = null;
        int last = -1;
        for (Theme theme : THEMES) {
            for (String word : theme.words()) {
                int at = words.lastIndexOf(word);
                if (at > last) {
                    last = at;
                    found = theme.motif();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean says(String words, Motif motif) {
        return THEMES.stream()
                .filter(theme -> theme.motif() == motif)
                .anyMatch(theme -> theme.words().stream().anyMatch(words::contains));
    }
}
