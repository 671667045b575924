package imece.worker.engine.forge;

import tools.jackson.databind.JsonNode;

/**
 * One checkpoint of the web UI.
 *
 * @param name file name below the model folder: the title without the hash, which appears there only after the first use
 * @param modelName what {@code info} calls it
 * @param hash short, or empty as long as it was not computed
 */
record ForgeModel(String name, String modelName, String hash) {

    static ForgeModel of(JsonNode model) {
        String title = model.path("title").stringValue("");
        return new ForgeModel(
                title.replaceAll("\\s*\\[[0-9a-fA-F]+]$", ""),
                model.path("model_name").stringValue(""),
                model.path("hash").stringValue(""));
    }

    /** Whether this text, from a job or from the engine, means this checkpoint. */
    boolean answersTo(String text) {
        String plain = text.replaceAll("\\s*\\[[0-9a-fA-F]+]$", "");
        return plain.equalsIgnoreCase(name)
                || plain.equalsIgnoreCase(modelName)
                || plain.equalsIgnoreCase(name.replaceAll("\\.[A-Za-z0-9]+$", ""))
                || (!hash.isEmpty() && plain.equalsIgnoreCase(hash));
    }
}
