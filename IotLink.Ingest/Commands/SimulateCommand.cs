using System.CommandLine;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Seeds;
using IotLink.Ingest.Simulation;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink simulate</c>: the demo plant's devices against any running IotLink that knows them.</summary>
internal static class SimulateCommand
{
    private static readonly Option<string?> Mqtt = new("--mqtt") { Description = "Address of the MQTT gateway, as host:port." };

    private static readonly Option<string[]> Tcp = new("--tcp")
    {
        Description = "Address of a product's raw TCP listener, as product=host:port. May be given several times.",
    };

    private static readonly Option<Uri?> Http = new("--http") { Description = "Address of the REST gateway, such as http://127.0.0.1:5000." };

    private static readonly Option<int> Devices = new("--devices")
    {
        Description = "How many devices of the demo plant to bring up, beside its hubs.",
        DefaultValueFactory = _ => DemoPlant.DefaultDevices,
    };

    private static readonly Option<double> Rate = new("--rate")
    {
        Description = "How many times faster than their own period the devices send.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Duration = new("--duration")
    {
        Description = "How long to go on, such as 30s or 5m. Without it, until Ctrl+C.",
    };

    private static readonly Option<string> Site = new("--environment")
    {
        Description = "The environment the topics name: dev, stg or prd.",
        DefaultValueFactory = _ => "dev",
    };

    public static Command Build()
    {
        var command = new Command(
            "simulate",
            "Runs the demo plant's devices against a running IotLink, each over a real connection of its own, faults included, and prints what was sent.")
        {
            Mqtt, Tcp, Http, Devices, Rate, Duration, Site,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(Mqtt) is null && given.GetValue(Http) is null && given.GetValue(Tcp) is null or [])
                given.AddError("Say where the devices are to dial: at least one of --mqtt, --tcp and --http.");
            if (given.GetValue(Mqtt) is { } mqtt && Address.Parse(mqtt) is null) given.AddError($"--mqtt {mqtt} is not host:port.");
            foreach (var tcp in given.GetValue(Tcp) ?? [])
                if (Listener(tcp) is null) given.AddError($"--tcp {tcp} is not product=host:port.");
            if (given.GetValue(Rate) <= 0) given.AddError("--rate must be above 0.");
            if (given.GetValue(Devices) <= 0) given.AddError("--devices must be above 0.");
            if (given.GetValue(Duration) is { } duration && Durations.Parse(duration) is null) given.AddError($"--duration {duration} is not like 30s or 5m.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken ct)
    {
        var listeners = (given.GetValue(Tcp) ?? []).Select(t => Listener(t)!.Value).ToDictionary(l => l.Product, l => l.Address);
        var targets = new FleetTargets(
            given.GetValue(Site)!,
            given.GetValue(Mqtt) is { } mqtt ? Address.Parse(mqtt) : null,
            product => listeners.TryGetValue(product, out var address) ? address : null,
            given.GetValue(Http));
        var fleet = new Fleet(DemoPlant.MasterData(given.GetValue(Devices)).Devices);
        var figures = new FleetFigures();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (given.GetValue(Duration) is { } duration) until.CancelAfter(Durations.Parse(duration)!.Value);
        await fleet.RunAsync(targets, DemoPlant.SecretOf, new FleetClock(TimeProvider.System, given.GetValue(Rate)), figures, until.Token);
        Json.Print(given, new { devices = fleet.Devices.Count, figures.Sessions, figures.Sent, figures.Lost });
        if (figures.Sessions > 0) return ExitCode.Ok;
        await given.InvocationConfiguration.Error.WriteLineAsync("No device could connect. Is IotLink running there, with the demo plant?");
        return ExitCode.Environment;
    }

    private static (ProductId Product, Address Address)? Listener(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && ProductId.TryParse(text[..equals], out var product) && Address.Parse(text[(equals + 1)..]) is { } address
            ? (product, address)
            : null;
    }
}
