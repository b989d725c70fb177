using IotLink.Core.Devices;

namespace IotLink.Core.Telemetry;

/// <summary>What the rules of one device remember, as the rule engine wrote it; saved with the checkpoint.</summary>
/// <param name="Body">null: nothing is left to remember.</param>
public sealed record KeptRuleState(DeviceId Device, byte[]? Body);
