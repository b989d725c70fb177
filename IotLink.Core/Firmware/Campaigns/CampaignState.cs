namespace IotLink.Core.Firmware.Campaigns;

public enum CampaignState
{
    /// <summary>Being planned, or waiting for the second person.</summary>
    Draft,

    /// <summary>Approved; its start time may be still to come.</summary>
    Running,

    /// <summary>Nothing more is sent until somebody goes on; what was sent goes on.</summary>
    Paused,

    /// <summary>Stopped by a rule or a person: nothing is sent, and what is in flight is called back.</summary>
    Halted,

    /// <summary>Every device has come to its end.</summary>
    Ended,
}
