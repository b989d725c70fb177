using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>
/// One device of the plant: what it sends at which moment. A function of its id, the time, how long the plant runs, and when it was last told to
/// restart its fan; it holds no connection and reads no clock.
/// </summary>
internal sealed class SimulatedDevice(Device device, ProductModel product, Wire wire, FaultCourse fault)
{
    /// <summary>While a device damages frames, it damages one in so many.</summary>
    private const int OneIn = 5;

    private static readonly TimeSpan Cool = TimeSpan.FromMinutes(5);
    private DateTimeOffset _restarted = DateTimeOffset.UnixEpoch;

    private readonly ulong _seed = System.IO.Hashing.XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(device.Id.Value));

    public Device Device => device;

    public ProductModel Product => product;

    public Wire Wire => wire;

    public Fault Fault => fault.Fault;

    /// <summary>0 to 1, its own: spreads the plant's devices over a period.</summary>
    public double Spread => (_seed % 1000) / 1000.0;

    public bool IsSilent(TimeSpan running) => fault.Shows(Fault.FallsSilent, running);

    /// <param name="children">Devices behind this hub whose values go into its own message.</param>
    /// <param name="number">0, 1, 2 ... within the session.</param>
    public Outgoing Compose(DateTimeOffset now, TimeSpan running, int number, IReadOnlyList<SimulatedDevice> children)
    {
        var isDamaged = fault.Shows(Fault.DamagesAFrame, running) && number % OneIn == OneIn - 1;
        var frame = Frame(now, running, number);
        if (wire == Wire.Tcp)
        {
            var wrapped = product.Tcp!.Wrap(device.Id, frame, number);
            if (isDamaged) wrapped[wrapped.Length / 2] ^= 0x55;
            return new(device.Id, wrapped, IsJson: false, 0);
        }

        if (!wire.IsJson()) return new(device.Id, isDamaged ? frame[..(frame.Length / 2)] : frame, IsJson: false, product.FPort);
        var json = Encoding.UTF8.GetBytes(Envelope(now, running, frame, children).ToJsonString());
        return new(device.Id, isDamaged ? json[..(json.Length / 2)] : json, IsJson: true, 0);
    }

    private byte[] Frame(DateTimeOffset now, TimeSpan running, int number)
    {
        var frame = product.Frames[number % product.Frames.Count].Fill(now, (name, signal) => Value(name, signal, now, running));
        return fault.Shows(Fault.SendsAnUnknownTag, running) ? [.. frame, .. product.UnknownTag] : frame;
    }

    private JsonObject Envelope(DateTimeOffset now, TimeSpan running, byte[] frame, IReadOnlyList<SimulatedDevice> children)
    {
        var clock = fault.Shows(Fault.LiesAboutTheTime, running) ? now.AddHours(1) : now;
        var body = new JsonObject { ["device_timestamp"] = clock.ToUnixTimeMilliseconds() };
        if (fault.Shows(Fault.ClaimsAnotherProduct, running)) body["productId"] = "somebody-elses";
        var data = wire switch
        {
            Wire.MqttHex => new JsonObject { ["bin"] = Convert.ToHexString(frame) },
            Wire.MqttBase64 => new JsonObject { ["bin"] = Convert.ToBase64String(frame), ["enc"] = "base64" },
            _ => new JsonObject { ["metrics"] = Metrics(now, running) },
        };
        if (product.FPort > 0) data["fport"] = product.FPort;
        body["data"] = data;
        if (children.Count > 0) body["nodes"] = new JsonArray([.. children.Select(c => (JsonNode)c.Node(device.Id, now, running))]);
        return body;
    }

    /// <summary>What a hub says about a child: that it is there, and what it measures.</summary>
    private JsonObject Node(DeviceId hub, DateTimeOffset now, TimeSpan running) => new()
    {
        ["device_id"] = device.Id.Value,
        ["role"] = "EndDevice",
        ["parent"] = hub.Value,
        ["metrics"] = Metrics(now, running),
    };

    private JsonObject Metrics(DateTimeOffset now, TimeSpan running)
    {
        var metrics = new JsonObject();
        foreach (var (name, value) in product.Frames[0].Metrics((name, signal) => Value(name, signal, now, running))) metrics[name] = value;
        return metrics;
    }

    /// <summary>Does what it is told. Restarting the fan takes the heat away in half a minute; it is back with the next episode.</summary>
    /// <returns>false when it does not hear.</returns>
    public bool Obey(string command, DateTimeOffset now)
    {
        if (fault.Fault == Fault.OverheatsUnheard) return false;
        if (command.StartsWith("restart", StringComparison.Ordinal)) _restarted = now;
        return true;
    }

    private double Heat(DateTimeOffset now)
    {
        var since = now - _restarted;
        return since < Cool ? Math.Exp(-since.TotalSeconds / 8) : 1;
    }

    private double Value(string name, Signal signal, DateTimeOffset now, TimeSpan running)
    {
        var own = signal.At(now, _seed ^ System.IO.Hashing.XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name)));
        return name == product.Heat.Metric && fault.Fault is Fault.Overheats or Fault.OverheatsUnheard ? own + (product.Heat.Rise * fault.Share(running) * Heat(now)) : own;
    }
}
