using System.Text.Json;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Actions;

/// <summary>
/// The PUBACKs of the last minutes, so far as they are about commands. One may come before its command is written down as sent. In memory: where it
/// is lost, the command is delivered when it is answered.
/// </summary>
internal sealed class Confirmations
{
    private const int MostKept = 10_000;
    private const string DeltaEnd = "/shadow/update/delta";

    private readonly Lock _gate = new();
    private readonly Dictionary<CommandId, int> _requests = [];
    private readonly Dictionary<DeviceId, long> _deltas = [];

    /// <returns>Whether it may be about a command.</returns>
    public bool Note(DeviceId device, string topic, ReadOnlyMemory<byte> payload)
    {
        var isDelta = topic.EndsWith(DeltaEnd, StringComparison.Ordinal);
        if (!isDelta && !topic.Contains("/control_request/", StringComparison.Ordinal)) return false;
        using var document = JsonDocument.Parse(payload);
        lock (_gate)
        {
            if (_requests.Count + _deltas.Count > MostKept)
            {
                _requests.Clear();
                _deltas.Clear();
            }

            if (isDelta) _deltas[ThingOf(topic) ?? device] = document.RootElement.GetProperty("version").GetInt64();
            else if (CommandId.TryParse(document.RootElement.GetProperty("commandId").GetString(), null, out var id)) _requests[id] = document.RootElement.GetProperty("attempt").GetInt32();
        }

        return true;
    }

    /// <summary>Whether the device has this attempt of the command.</summary>
    public bool Has(Command command)
    {
        lock (_gate)
        {
            return command.Transport switch
            {
                ActionTransport.ControlRequest => _requests.GetValueOrDefault(command.Id) >= command.Attempts,
                ActionTransport.Shadow => _deltas.TryGetValue(command.Device, out var version) && version >= command.Token,
                _ => false,
            };
        }
    }

    private static DeviceId? ThingOf(string topic) =>
        topic.Split('/') is [_, "things", var thing, ..] && DeviceId.TryParse(thing, out var device) ? device : null;
}
