package imece.local;

import imece.local.farm.Console;
import imece.local.farm.RunningFarm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a farm from another terminal. */
@Command(name = "down", description = "End the farm, or what a killed one left.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class DownCommand implements Runnable {
    @Mixin
    private DataOption data;

    @Override
    public void run() {
        new RunningFarm(data.folder()).end(Console.standard());
    }
}
