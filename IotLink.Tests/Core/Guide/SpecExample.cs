using System.Buffers;
using System.Globalization;
using System.Text;
using IotLink.Core.Conversion;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Products.Framing;
using IotLink.Core.Telemetry;
using IotLink.Tests.Core.Conversion;

namespace IotLink.Tests.Core.Guide;

/// <summary>A spec of the guide and a device that sends what the page says, through the converter the pipeline uses.</summary>
internal sealed class SpecExample : ISpecSource
{
    private static readonly DateTimeOffset Arrival = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
    private readonly CompiledSpec _spec;
    private readonly Device _device;

    public SpecExample(string document)
    {
        var read = SpecDocument.Read(document);
        Assert.True(read.Spec is not null, $"{document}\n{string.Join("\n", read.Faults)}");
        _spec = CompiledSpec.Compile(read.Spec, new(read.Spec.Product));
        Assert.All(SpecTests.Run(_spec), t => Assert.True(t.Passed, string.Join("\n", t.Faults)));
        _device = new(DeviceId.Parse("device-1", null), read.Spec.Product, "");
    }

    public CompiledSpec? SpecOf(Device device) => device.Product == _device.Product ? _spec : null;

    public MetricSchema SchemaOf(ProductId product) => _spec.Schema;

    public Device? DeviceOf(DeviceId device) => device == _device.Id ? _device : null;

    public IEnumerable<string> Run(string input) => input switch
    {
        ['{', ..] => Converted(new() { Device = _device.Id, Format = PayloadFormat.Json, Payload = Encoding.UTF8.GetBytes(input) }),
        _ when input.StartsWith("csv\n", StringComparison.Ordinal) =>
            Converted(new() { Device = _device.Id, Format = PayloadFormat.Csv, Payload = Encoding.UTF8.GetBytes(input[4..]) }),
        _ when input.StartsWith("frame ", StringComparison.Ordinal) => Framed(Bytes(input[6..])),
        _ when input.StartsWith("fport ", StringComparison.Ordinal) => Converted(new()
        {
            Device = _device.Id,
            Format = PayloadFormat.Binary,
            FPort = byte.Parse(input[6..input.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture),
            Payload = Bytes(input[(input.IndexOf(':', StringComparison.Ordinal) + 1)..]),
        }),
        _ => Converted(new() { Device = _device.Id, Format = PayloadFormat.Binary, Payload = Bytes(input) }),
    };

    private IEnumerable<string> Framed(byte[] bytes)
    {
        var framing = _spec.Spec.Framing!;
        var frame = new FrameScanner(framing).ReadOne(bytes);
        if (frame.Refusal is null && (frame.Kind == FrameKind.Login || framing.Identity.Source == IdentitySource.Field))
            yield return FrameIdentity.Read(framing.Identity, frame.Payload.Span, out var device) is { } nobody ? Refused(nobody) : $"device {device}";
        if (frame.Kind != FrameKind.Login)
        {
            foreach (var line in Converted(new() { Device = _device.Id, Channel = Channel.Tcp, Format = PayloadFormat.Binary, Payload = bytes })) yield return line;
        }

        var template = frame.Refusal is not null ? framing.Reply.Refused : frame.Kind == FrameKind.Login ? framing.Reply.Login : framing.Reply.DataFor(frame.Payload.Span);
        if (template is null) yield break;
        var reply = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(framing, template, frame, Arrival, reply);
        yield return $"answer {string.Join(' ', reply.WrittenSpan.ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))}";
    }

    private IEnumerable<string> Converted(Message message)
    {
        var batch = new TelemetryBatch();
        batch.Begin(0);
        if (new MessageConverter().Convert(new(default, Arrival, message), _device, this, batch, new()) is { } refusal) return [Refused(refusal)];
        return [.. batch.Readings.ToArray().Select(Show)];
    }

    private static string Show(Reading reading)
    {
        var at = reading.EventTime == Arrival ? "" : reading.EventTime.ToString(" 'at' yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return PlainJson.Of(Specs.Snapshot(reading.Metrics)) + at + (reading.Marks.HasFlag(ReadingMarks.Partial) ? " partial" : "");
    }

    private static string Refused(Refusal refusal) => $"refused {refusal.Code}: {refusal.Detail}";

    private static byte[] Bytes(string text)
    {
        text = text.Trim();
        return text[0] == '"' ? Encoding.UTF8.GetBytes(text.Trim('"')) : Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
    }
}
