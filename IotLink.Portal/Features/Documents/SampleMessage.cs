using System.Text;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Portal.Features.Documents;

/// <summary>A message to try a text on.</summary>
/// <param name="Label">Who sent it, or what the person calls it.</param>
/// <param name="At">null for what was never received.</param>
/// <param name="Position">Where it lies in the stream; null for what was pasted.</param>
public sealed record SampleMessage(string Label, Message Message, DateTimeOffset? At, StreamPosition? Position)
{
    public static SampleMessage Of(RawFrame frame) =>
        new(frame.Stored.Message.Device.Value, frame.Stored.Message, frame.Stored.IngestedAt, frame.Stored.Position);

    public static SampleMessage Of(DeadLetter letter)
    {
        var channel = letter.IsFramed ? Channel.Tcp : letter.Channel;
        var message = Plain(letter.Payload, letter.Format) with { Channel = channel, FPort = letter.FPort, Device = letter.Device ?? default };
        return new(letter.Device?.Value ?? "?", message, letter.IngestedAt, letter.Position);
    }

    public static SampleMessage Of(PastedPayload pasted, string label, byte fPort, bool isFrame) =>
        new(label, Plain(pasted.Bytes, pasted.Format) with { FPort = fPort, Channel = isFrame ? Channel.Tcp : Channel.Rest }, null, null);

    public static SampleMessage Of(SpecTest test) =>
        new(test.Name, Plain(test.Bytes, test.Input switch { SpecTestInput.Json => PayloadFormat.Json, SpecTestInput.Csv => PayloadFormat.Csv, _ => PayloadFormat.Binary }) with { FPort = (byte)test.FPort, Channel = test.IsFrame ? Channel.Tcp : Channel.Rest }, null, null);

    public string Text => Encoding.UTF8.GetString(Message.Payload.Span[..Math.Min(Message.Payload.Length, 4096)]);

    private static Message Plain(ReadOnlyMemory<byte> payload, PayloadFormat format) =>
        new() { Device = default, Format = format, Type = MessageType.Periodic, Role = MessageRole.Telemetry, Payload = payload };
}
