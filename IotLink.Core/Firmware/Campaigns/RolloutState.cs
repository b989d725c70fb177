namespace IotLink.Core.Firmware.Campaigns;

public enum RolloutState
{
    /// <summary>Its turn has not come. These are the control group of health.</summary>
    Waiting,

    /// <summary>Queued for the device, which has not begun: it may be offline.</summary>
    Sent,

    /// <summary>The device is at it.</summary>
    Installing,

    /// <summary>The device said it succeeded; its telemetry is being looked at.</summary>
    Watching,

    Succeeded,

    Failed,

    /// <summary>Called back before the device began.</summary>
    Withdrawn,

    /// <summary>On its way to the version before.</summary>
    Returning,

    Returned,

    /// <summary>Neither forward nor back: somebody has to go there.</summary>
    Stranded,
}

public static class RolloutStates
{
    extension(RolloutState state)
    {
        /// <summary>Nothing more comes by itself.</summary>
        public bool IsEnd => state is RolloutState.Succeeded or RolloutState.Failed or RolloutState.Withdrawn or RolloutState.Returned or RolloutState.Stranded;

        public bool IsInFlight => state is RolloutState.Sent or RolloutState.Installing;
    }
}
