package imece.contract;

/**
 * A LoRA that a picture is made with: a small model laid over the checkpoint.
 *
 * @param name as the engine lists it
 * @param weight how strongly it counts, -2 to 2; 1 = as it was trained
 */
public record Lora(String name, double weight) {
    public Lora {
        MessageFields.require(name);
        MessageFields.demand(Double.isFinite(weight));
    }
}
