namespace IotLink.Core.Accounts;

/// <summary>What a role may do. Checked in the core call; the page's check only decides what is shown.</summary>
public enum Permission
{
    ViewAlarms,
    AcknowledgeAlarms,
    /// <summary>To say when alarms of a device, site or product are expected.</summary>
    PlanMaintenance,
    /// <summary>How well rules do.</summary>
    ViewAlarmQuality,
    ViewDevices,
    /// <summary>To bring a new device in, and to be told its secret once.</summary>
    RegisterDevices,
    /// <summary>What is wanted of a device and what it says, and its jobs.</summary>
    ViewShadows,
    /// <summary>To say what is wanted of a device, and to delete a shadow.</summary>
    EditShadows,
    /// <summary>To queue and cancel jobs on single devices.</summary>
    RunJobs,
    /// <summary>What customers' days come to, and what formulas make of them; a customer its own.</summary>
    ViewAnalysis,
    /// <summary>Payload bytes as they arrived. Looks by staff are audited.</summary>
    ViewRawFrames,
    /// <summary>Names of customers and sites; without it codes are shown.</summary>
    ViewCustomerNames,
    ViewPipeline,
    ViewDeadLetters,
    /// <summary>Specs, contracts, rules and formulas with their drafts and reviews.</summary>
    ViewDocuments,
    /// <summary>The published texts only.</summary>
    ViewPublishedDocuments,
    AuthorDocuments,
    /// <summary>To approve what somebody else wrote, and to retire.</summary>
    ReviewDocuments,
    /// <summary>Try, reprocess, discard and let go dead letters.</summary>
    ReprocessDeadLetters,
    /// <summary>What was decoded again, and previews of it.</summary>
    ViewHistoryJobs,
    /// <summary>Ask what decoding history again would change; cancel it.</summary>
    PreviewHistory,
    /// <summary>Put decoded history in the place of what is stored, and take it back.</summary>
    ApplyHistory,
    /// <summary>Who is on call, who is told about an alarm, and what became of it.</summary>
    ViewOnCall,
    /// <summary>Policies, teams and calendars.</summary>
    EditOnCall,
    /// <summary>What was asked of devices, what remedies did, and what became of it.</summary>
    ViewCommands,
    /// <summary>To ask something of a device.</summary>
    SendCommands,
    /// <summary>The second person's yes for what is risky.</summary>
    ApproveCommands,
    /// <summary>Firmware images, campaigns, and what devices got when.</summary>
    ViewFirmware,
    /// <summary>To bring firmware and its signature, and to withdraw it.</summary>
    EditFirmware,
    /// <summary>To plan campaigns and to run them: start, pause, next ring, halt, way back.</summary>
    RunCampaigns,
    /// <summary>The second person's yes for an image and for a campaign.</summary>
    ApproveFirmware,
    /// <summary>Where technicians are asked for.</summary>
    ViewDispatch,
    /// <summary>Tickets: a technician's own ones only, where that is the only role.</summary>
    ViewTickets,
    /// <summary>To open, plan, assign, merge, cancel and close tickets.</summary>
    PlanTickets,
    /// <summary>To accept, travel, work and sign on one's own tickets.</summary>
    WorkTickets,
    /// <summary>What became of visits to one's own sites: stage, arrival, who comes.</summary>
    ViewVisits,
    /// <summary>How often which failure was found, without people and places.</summary>
    ViewFailureCodes,
    /// <summary>Skills, regions, hours, leave and vans.</summary>
    ViewTechnicians,
    EditTechnicians,
    ViewSystem,
    ManageUsers,
}
