using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Tests.Core.Firmware.Campaigns;

/// <summary>
/// Devices beside the real jobs engine, and the host that runs a campaign on them. A host can be killed after any of its steps: what it kept
/// stays, what it had only in mind is gone.
/// </summary>
internal sealed class SimulatedFleet
{
    public const string Old = "1.4.1";
    public const string New = "1.4.2";

    private readonly Dictionary<DeviceId, SimulatedDevice> _devices;
    private readonly Random _random;

    public SimulatedFleet(int count, Func<int, SimulatedFault> faultOf, CampaignPlan plan, int seed = 1)
    {
        _random = new(seed);
        _devices = Enumerable.Range(0, count).Select(i => new SimulatedDevice(DeviceId.Parse($"d-{i:D4}", null), faultOf(i))).ToDictionary(d => d.Id);
        Campaign = new("c-1", ProductId.Parse("prod-a", null), New, plan) { State = CampaignState.Running };
        Rollouts = RingPlan.Of(Campaign, _devices.Keys.Select(d => (d, (string?)Old)), Now);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);
    public Campaign Campaign { get; set; }
    public IReadOnlyList<Rollout> Rollouts { get; private set; }
    public IReadOnlyCollection<SimulatedDevice> Devices => _devices.Values;

    /// <summary>Share of turns in which the host ends somewhere before it is done.</summary>
    public double Deaths { get; init; }

    /// <summary>Devices that must never be harmed beyond this: the greatest number of harmed at any time.</summary>
    public int MostHarmed { get; private set; }

    public SimulatedDevice this[DeviceId device] => _devices[device];

    /// <summary>Ten seconds pass: the host looks once, every device does its next step.</summary>
    public void Tick()
    {
        var turn = CampaignTurn.Of(Campaign, Rollouts, Sight());
        var death = _random.NextDouble() < Deaths ? _random.Next(3) : int.MaxValue;
        if (death > 0)
        {
            (Campaign, Rollouts) = (turn.Campaign, turn.Rollouts); // one transaction
            var acts = death == 1 ? [] : death == 2 ? turn.Acts.Take(_random.Next(turn.Acts.Count + 1)) : turn.Acts;
            foreach (var act in acts) Do(act);
        }

        foreach (var device in _devices.Values) device.Live(Now);
        MostHarmed = Math.Max(MostHarmed, _devices.Values.Count(d => d.IsHarmed));
        Now += TimeSpan.FromSeconds(10);
    }

    public void RunUntil(Func<SimulatedFleet, bool> done, int mostTicks = 5000)
    {
        for (var i = 0; i < mostTicks; i++)
        {
            if (done(this)) return;
            Tick();
        }

        Assert.Fail($"not done after {mostTicks} turns: {Campaign.State}, {string.Join(", ", Rollouts.CountBy(r => r.State))}");
    }

    public int Count(RolloutState state) => Rollouts.Count(r => r.State == state);

    private CampaignSight Sight() => new(Latest(Campaign.JobId), Latest(Campaign.ReturnJobId), _devices.ToDictionary(d => d.Key, d => d.Value.Health), Now, new(12, 0));

    private Dictionary<DeviceId, JobExecution> Latest(string jobId) =>
        _devices.Values.Where(d => d.Jobs.Find(jobId, null) is not null).ToDictionary(d => d.Id, d => d.Jobs.Find(jobId, null)!);

    private void Do(JobAct act)
    {
        var device = _devices[act.Device];
        switch (act)
        {
            case JobAct.Queue queue when !(device.Jobs.Find(queue.JobId, null)?.Number >= queue.Number):
                device.Jobs = JobEngine.Create(device.Jobs, queue.JobId, new() { ["version"] = queue.Version }, Campaign.Plan.TimeLimit, Now).Jobs;
                break;
            case JobAct.Cancel cancel:
                device.Jobs = JobEngine.Cancel(device.Jobs, cancel.JobId, force: true, Now).Jobs;
                break;
        }
    }
}

internal enum SimulatedFault { None, InstallerFails, InstallerFailsOnce, UnwellAfterwards, SilentAfterwards, Offline, Rejects, Hangs, RebootsInTheMiddle }

/// <summary>Asks for its next job, takes it in several steps, and reports by the topics of AWS.</summary>
internal sealed class SimulatedDevice(DeviceId id, SimulatedFault fault)
{
    private int _step;

    public DeviceId Id => id;
    public SimulatedFault Fault => fault;
    /// <summary>Whom it asks; null: its own jobs.</summary>
    public Action<JobTopic, byte[]>? Asks { get; init; }

    public ThingJobs Jobs { get; set; } = ThingJobs.None(id.Value);
    public string Version { get; private set; } = SimulatedFleet.Old;
    public DeviceHealth Health { get; private set; } = new(DateTimeOffset.MinValue, true);

    /// <summary>Each version it was brought to, in order.</summary>
    public List<string> Installed { get; } = [];

    public bool IsHarmed => Version == SimulatedFleet.New && fault is SimulatedFault.UnwellAfterwards or SimulatedFault.SilentAfterwards;

    public void Live(DateTimeOffset now)
    {
        if (fault == SimulatedFault.Offline) return;
        if (!(Version == SimulatedFleet.New && fault == SimulatedFault.SilentAfterwards)) Health = new(now, !(Version == SimulatedFleet.New && fault == SimulatedFault.UnwellAfterwards));
        if (Asks is null) Jobs = JobEngine.TimeOut(Jobs, now).Jobs;
        if (Jobs.Next is not { } job)
        {
            _step = 0;
            return;
        }

        if (job.Status == JobStatus.Queued)
        {
            Ask(JobOperation.StartNext, null, [], now);
            _step = 0;
            return;
        }

        if (fault == SimulatedFault.Hangs && job.JobId == "c-1") return;
        if (fault == SimulatedFault.RebootsInTheMiddle && _step == 2 && Installed.Count == 0 && job.StartedAt > now - TimeSpan.FromSeconds(35)) _step = 0; // all in memory is lost
        if (++_step < 4) return;
        _step = 0;
        var version = job.Document["version"]!.GetValue<string>();
        var fails = version == SimulatedFleet.New && (fault == SimulatedFault.InstallerFails || (fault == SimulatedFault.InstallerFailsOnce && job.Number == 1));
        var rejects = version == SimulatedFleet.New && fault == SimulatedFault.Rejects;
        if (!fails && !rejects && Version != version) Installed.Add(Version = version);
        Ask(JobOperation.Update, job.JobId, new() { ["status"] = rejects ? "REJECTED" : fails ? "FAILED" : "SUCCEEDED" }, now);
    }

    private void Ask(JobOperation operation, string? jobId, JsonObject body, DateTimeOffset now)
    {
        var (topic, bytes) = (new JobTopic(id.Value, operation, jobId), Encoding.UTF8.GetBytes(body.ToJsonString()));
        if (Asks is not null) Asks(topic, bytes);
        else Jobs = JobEngine.Answer(topic, Jobs, bytes, now).Jobs;
    }
}
