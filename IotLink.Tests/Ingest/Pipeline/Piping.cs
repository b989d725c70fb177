using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>The pipeline with the catalogue's own documents and a plant of three; messages go in one after the other, a second apart.</summary>
internal sealed class Piping
{
    public const string HotRule = "temp-threshold-prod-a";

    private static readonly Lazy<CataloguePlans> Catalogue = new(() => CataloguePlans.All);

    private readonly TelemetryPipeline _pipeline;
    private long _sequence;

    public Piping(IDeviceRegistry? registry = null, IReadOnlyDictionary<DeviceId, DateTimeOffset>? newest = null, IPlanSource? plans = null)
    {
        _pipeline = Pipeline(registry, newest, plans);
        Effects.Begin(0);
    }

    public PipelineEffects Effects { get; } = new();

    public IReadOnlyList<string> Codes => [.. Effects.Telemetry.DeadLetters.Select(letter => letter.Refusal.Code)];

    public int Readings => Effects.Telemetry.Readings.Length;

    public Reading Last => Effects.Telemetry.Readings[^1];

    public static TelemetryPipeline Pipeline(
        IDeviceRegistry? registry = null, IReadOnlyDictionary<DeviceId, DateTimeOffset>? newest = null, IPlanSource? plans = null)
    {
        registry ??= Plant();
        return new(registry, plans ?? Catalogue.Value, new(newest ?? new Dictionary<DeviceId, DateTimeOffset>(), []));
    }

    public static FakeRegistry Plant() => new FakeRegistry().With("dev-1").With("hub-1").With("child-1", hub: "hub-1");

    /// <summary>A raw prod-a payload, as its topic with format <c>bin</c> carries it.</summary>
    public static Message Bytes(string hex, ulong sendKey = 0) => new()
    {
        Device = Sample.Device("dev-1"),
        Format = PayloadFormat.Binary,
        SendKey = sendKey,
        Payload = Convert.FromHexString(hex),
    };

    public static Message Json(string text, string device = "dev-1", MessageRole role = MessageRole.Telemetry) =>
        new() { Device = Sample.Device(device), Role = role, Payload = Encoding.UTF8.GetBytes(text) };

    /// <summary>A JSON reading with a time of its own, seconds after noon.</summary>
    public static Message At(int second, int tempC, string device = "dev-1")
    {
        var time = Sample.Noon.AddSeconds(second).ToUnixTimeMilliseconds();
        return Json($$"""{"device_timestamp":{{time}},"data":{"metrics":{"tempC":{{tempC}} } } }""", device);
    }

    public Piping Take(params IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            var now = Sample.Noon.AddSeconds(++_sequence);
            _pipeline.Process(new(new(0, _sequence), now, message), now, Effects);
        }

        return this;
    }
}
