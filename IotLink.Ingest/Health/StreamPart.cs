using System.Globalization;
using IotLink.Core.Health;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Health;

internal sealed class StreamPart(IStreamHealth stream) : IPart
{
    public PartStatus Status
    {
        get
        {
            var state = stream.State;
            return state.Problem is { } problem
                ? new("stream", PartState.Down, problem)
                : new("stream", PartState.Ok, string.Create(CultureInfo.InvariantCulture, $"{state.First} to {state.Last}, {state.Bytes / 1048576} MB."));
        }
    }
}
