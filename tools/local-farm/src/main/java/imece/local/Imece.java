package imece.local;

import imece.local.os.CommandProblem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line behind {@code ./imece}: 0 is success, 1 a problem with a sentence, 2 a wrong use of the command. */
@Command(
        name = "./imece",
        description = "A GPU image farm for chat apps: one line, many GPUs, everybody sees their place.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            WorkerCommand.class,
            WorkerTokenCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            KeyCommand.class,
            AdminCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Of this repository: test (everything, as CI runs it), check (format and static checks), format, build."
        })
public final class Imece implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it runs anything
    private CommandSpec spec;

    /** Runs one command and ends this JVM with its status. */
    public static void main(String[] args) {
        // The AMQP client logs through SLF4J; here it has nobody to log to, and that needs no warning.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(new Imece());
    }

    /** Of a command of {@code ./imece} that is a program of its own, with the same sentences and statuses. */
    public static CommandLine commandLine(Object command) {
        CommandLine commands = new CommandLine(command);
        commands.setParameterExceptionHandler(Imece::wrongUse);
        commands.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CommandProblem) {
                line.getErr().println("imece: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            line.getErr().flush();
            return 1;
        });
        return commands;
    }

    private static int wrongUse(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.printf("imece: %s See %s --help%n", sentence(String.valueOf(wrong.getMessage())), name);
        err.flush();
        return 2;
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
