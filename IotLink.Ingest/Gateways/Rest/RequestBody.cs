using System.Buffers;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>Reads a request's body up to a limit, and not one byte further.</summary>
internal static class RequestBody
{
    public static async Task<(byte[] Bytes, Refusal? Refusal)> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most) return ([], TooLarge(request.ContentLength.Value, most));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (buffer.Length > most)
            {
                var kept = buffer.Slice(0, Math.Min(most, Admission.RefusalDesk.KeptPayload)).ToArray();
                reader.AdvanceTo(buffer.End);
                return (kept, TooLarge(buffer.Length, most));
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var bytes = buffer.ToArray();
            reader.AdvanceTo(buffer.End);
            return bytes.Length == 0 ? (bytes, new(Reason.PayloadEmpty, "The request has no body.")) : (bytes, null);
        }
    }

    private static Refusal TooLarge(long length, int most) =>
        new(Reason.PayloadTooLarge, $"{length} bytes or more; at most {most} are taken.");
}
