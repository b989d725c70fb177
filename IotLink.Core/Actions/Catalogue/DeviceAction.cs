using System.Text.Json.Nodes;
using IotLink.Core.Devices;
using IotLink.Core.Notifications;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>One entry of a product's action catalogue: what may be asked of its devices, how, and when not. Immutable.</summary>
public sealed record DeviceAction
{
    public required string Id { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>Version of the document it stands in; kept by the commands made from it.</summary>
    public int Version { get; init; }

    /// <summary>By language, <c>ko</c> and <c>en</c>; one text for all under the empty key.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    public string? Description { get; init; }

    /// <summary>The word the device hears.</summary>
    public required string Command { get; init; }

    public ActionTransport Transport { get; init; }

    /// <summary>For the shadow: what is desired, with <c>{id}</c> and <c>{parameter}</c> to be filled in; null: the command's word with all of them.</summary>
    public JsonObject? Desired { get; init; }

    public IReadOnlyList<ActionParameter> Parameters { get; init; } = [];

    /// <summary>How long the device has to answer once the command was sent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is sent again, under the same id, when no answer comes.</summary>
    public int Retries { get; init; }

    /// <summary>How long it waits for a device that is away.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What telemetry must show for the action to have helped; null: the device's word is enough.</summary>
    public TelemetryCondition? Success { get; init; }

    /// <summary>How long telemetry has, after the device's answer.</summary>
    public TimeSpan Verify { get; init; } = TimeSpan.FromMinutes(2);

    public IReadOnlyList<Interlock> Interlocks { get; init; } = [];

    public RateCap? PerDevice { get; init; }

    public RateCap? PerFleet { get; init; }

    /// <summary>Local time in which it does not run.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Whether a second person must approve it, whoever asks.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>The title in a language, or the id.</summary>
    public string TitleIn(string language) =>
        Titles.GetValueOrDefault(language) ?? Titles.GetValueOrDefault("") ?? Titles.Values.FirstOrDefault() ?? Id;

    /// <summary>The parameters as they will be sent: defaults put in.</summary>
    /// <returns>What is wrong instead; null when nothing is.</returns>
    public string? Complete(IReadOnlyDictionary<string, string> given, out IReadOnlyDictionary<string, string> values)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        values = all;
        if (given.Keys.FirstOrDefault(name => Parameters.All(p => p.Name != name)) is { } unknown) return $"{Id} has no parameter '{unknown}'.";
        foreach (var parameter in Parameters)
        {
            var value = given.GetValueOrDefault(parameter.Name) is { Length: > 0 } said ? said : parameter.Default;
            if (value is null) return $"{parameter.Name} is missing.";
            if (parameter.Fault(value) is { } fault) return fault;
            all[parameter.Name] = value;
        }

        return null;
    }
}
