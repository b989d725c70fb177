using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Telemetry;

/// <summary>What a rule on shadow run would have said. Told to nobody; saved with the checkpoint, once.</summary>
/// <param name="Tick">0: a reading decided; else when a timer was due.</param>
/// <param name="At">Event time.</param>
public sealed record RuleFiring(
    DeviceId Device, ProductId Product, string RuleId, int RuleVersion, bool Raise, DateTimeOffset At, StreamPosition Position, long Tick, string Evidence);
