using IotLink.Core.Conversion;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>The fields a spec reads from a message's bytes, in the words of the screen.</summary>
internal static class FrameFields
{
    /// <summary>The spec reads what the framing carries: where that lies in the frame, the fields lie too.</summary>
    public static IReadOnlyList<HexField> Of(Message message, CompiledSpec spec, Words words)
    {
        var carried = Carried(message, spec);
        var offset = Math.Max(0, message.Payload.Span.IndexOf(carried.Span));
        return [.. spec.Trace(carried.Span, message.FPort).Fields.Where(f => f.Name is not null).Select(f => Field(f, words) with { Offset = f.Offset + offset })];
    }

    /// <summary>Bytes at the end that nothing reads.</summary>
    public static int Unread(Message message, CompiledSpec spec) => spec.Trace(Carried(message, spec).Span, message.FPort).Unread;

    private static ReadOnlyMemory<byte> Carried(Message message, CompiledSpec spec)
    {
        var isFrame = message.Channel == Channel.Tcp || message.Type == MessageType.Tcp;
        return isFrame && spec.Spec.Framing is { } framing ? new FrameScanner(framing).ReadOne(message.Payload).Payload : message.Payload;
    }

    private static HexField Field(TraceField field, Words words) => new(
        field.Metric ?? field.Name!,
        field.Offset,
        (field.Bit + field.Bits + 7) / 8,
        field.Raw ?? "",
        field.Value is null ? words["Missing"] : field.Value + (field.Unit is { Length: > 0 } unit ? Numbers.ThinSpace + Numbers.UnitSign(unit) : ""),
        field.Metric is null,
        field.Line);
}
