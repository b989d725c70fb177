namespace IotLink.Core.Actions.Catalogue;

/// <summary>The way a command takes to its device. The numbers are stored.</summary>
public enum ActionTransport
{
    /// <summary>A message on the device's <c>control_request</c> topic; it answers on <c>control_result</c>.</summary>
    ControlRequest = 0,

    /// <summary>Desired keys in the device's shadow; it answers with reported ones.</summary>
    Shadow = 1,

    /// <summary>A firmware, through a job.</summary>
    Ota = 2,
}
