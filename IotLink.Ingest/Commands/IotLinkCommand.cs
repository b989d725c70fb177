using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Commands;

/// <summary>The command line <c>iotlink</c>: JSON on stdout, everything else on stderr.</summary>
public static class IotLinkCommand
{
    private const string About =
        """
        IotLink takes in what devices send over MQTT, TCP and REST, decodes it by each product's spec, checks it, stores it and raises alarms.

        Every command prints one JSON value on stdout and its diagnostics on stderr.
        Exit codes: 0 all is well; 1 a document or data has faults; 2 the command line is wrong; 3 something outside is missing, such as a file, a server or a free port.
        """;

    /// <summary>A host drains and commits its checkpoint when told to stop; it is not cut off before that.</summary>
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(30);

    public static async Task<int> InvokeAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var parsed = Build().Parse(args);
        var isFaulty = parsed.Action is ParseErrorAction;
        if (parsed.Action is ParseErrorAction fault) fault.ShowHelp = false;
        var settings = new InvocationConfiguration
        {
            Output = isFaulty ? error : output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToDrain,
        };
        try
        {
            var code = await parsed.InvokeAsync(settings, ct);
            return isFaulty ? ExitCode.Usage : code;
        }
        catch (Exception e) when (CodeOf(e) is not null)
        {
            await error.WriteLineAsync(e.Message);
            return CodeOf(e)!.Value;
        }
    }

    /// <returns>null for what nobody expects: that is a bug and shows itself whole.</returns>
    private static int? CodeOf(Exception e) => e switch
    {
        OptionsValidationException => ExitCode.Usage,
        InvalidDataException => ExitCode.Faults,
        EnvironmentException or SocketException or AddressInUseException or HttpRequestException or IOException or UnauthorizedAccessException =>
            ExitCode.Environment,
        _ => null,
    };

    private static RootCommand Build() => new(About)
    {
        RunCommand.Build(),
        SpecCommand.Build(),
        RuleCommand.Build(),
        ContractCommand.Build(),
        FormulaCommand.Build(),
        ActionCommand.Build(),
        DlqCommand.Build(),
        DocumentsCommand.Build(),
        SimulateCommand.Build(),
        ReplayCommand.Build(),
        BenchCommand.Build(),
    };
}
