using System.Globalization;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.DeadLetters;

/// <summary>What the spec read of a letter before it went wrong, and the byte where it did.</summary>
internal static class LetterFields
{
    public static IReadOnlyList<HexField> Of(DeadLetter letter, ProductSpecs specs, string reason, IStringLocalizer texts)
    {
        var fields = new List<HexField>();
        var (shift, where) = (0, letter.Refusal.Offset);
        if (letter.Product is { } product && specs.SpecOf(product) is { } spec && (letter.IsFramed || letter.Format == PayloadFormat.Binary))
        {
            var carried = letter.Payload;
            if (letter.IsFramed && spec.Spec.Framing is { } framing)
            {
                var frame = new FrameScanner(framing).ReadOne(letter.Payload);
                carried = frame.Refusal is null ? frame.Payload : default;
                shift = Math.Max(0, letter.Payload.Span.IndexOf(carried.Span));
            }

            var trace = spec.Trace(carried.Span, letter.FPort);
            fields.AddRange(trace.Fields.Where(f => f.Name is not null).Select(f =>
                new HexField(f.Metric ?? f.Name!, f.Offset + shift, (f.Bit + f.Bits + 7) / 8, f.Raw ?? "", f.Value ?? "", f.Metric is null)));
        }

        if (where is { } at && at + shift < letter.Payload.Length)
        {
            var place = at + shift;
            var raw = "0x" + letter.Payload.Span[place].ToString("X2", CultureInfo.InvariantCulture);
            fields.Add(new(reason, place, 1, raw, texts["At", place]));
        }

        return fields;
    }
}
