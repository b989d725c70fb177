using IotLink.Core.Firmware.Campaigns;

namespace IotLink.Tests.Core.Firmware.Campaigns;

/// <summary>Whole campaigns on simulated fleets, with the real jobs engine between.</summary>
public sealed class CampaignFleetTests(ITestOutputHelper output)
{
    private static readonly CampaignPlan Plan = new() { Rate = new(PerMinute: 120), Retries = 1, TimeLimit = TimeSpan.FromMinutes(5), Watch = TimeSpan.FromMinutes(2) };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.6)]
    [InlineData(4, 0.6)]
    public void A_firmware_that_breaks_8_percent_of_2000_devices_halts_by_itself_before_5_percent_are_harmed_and_those_go_back(int seed, double deaths)
    {
        var random = new Random(seed);
        var fleet = new SimulatedFleet(2000, _ => random.NextDouble() < 0.08 ? Faults[random.Next(Faults.Length)] : SimulatedFault.None, Plan, seed) { Deaths = deaths };

        fleet.RunUntil(f => f.Campaign.State == CampaignState.Halted && f.Rollouts.All(r => r.State.IsEnd));

        var touched = fleet.Devices.Count(d => d.Installed.Count > 0);
        output.WriteLine($"seed {seed}, host killed in {deaths:P0} of its turns: halted by {fleet.Campaign.Halt}, {touched} devices updated, at most {fleet.MostHarmed} harmed at once, {fleet.Count(RolloutState.Returned)} returned");
        Assert.True(fleet.MostHarmed < 100, $"{fleet.MostHarmed} of 2000 were harmed");
        Assert.DoesNotContain(fleet.Devices, d => d.IsHarmed);
        Assert.Equal(0, fleet.Count(RolloutState.Stranded));
        Assert.All(fleet.Devices, d => Assert.True(d.Installed is [] or [SimulatedFleet.New] or [SimulatedFleet.New, SimulatedFleet.Old], string.Join(", ", d.Installed)));
        Assert.All(fleet.Rollouts.Where(r => r.State == RolloutState.Succeeded), r => Assert.Equal(SimulatedFleet.New, fleet[r.Device].Version));
        Assert.All(fleet.Rollouts.Where(r => r.State != RolloutState.Succeeded), r => Assert.Equal(SimulatedFleet.Old, fleet[r.Device].Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void A_good_firmware_reaches_every_device_once_whatever_happens_to_the_host(double deaths)
    {
        var fleet = new SimulatedFleet(500, i => i % 50 == 0 ? SimulatedFault.RebootsInTheMiddle : SimulatedFault.None, Plan) { Deaths = deaths };

        fleet.RunUntil(f => f.Campaign.State == CampaignState.Ended);

        Assert.All(fleet.Devices, d => Assert.Equal([SimulatedFleet.New], d.Installed));
        Assert.All(fleet.Rollouts, r => Assert.Equal(RolloutState.Succeeded, r.State));
        Assert.All(fleet.Devices, d => Assert.Single(d.Jobs.Executions));
    }

    [Fact]
    public void An_installer_that_fails_once_is_tried_again_and_one_that_hangs_is_timed_out()
    {
        var plan = Plan with { Stop = new() { Failures = 0.9, Unwell = 0.9 } };
        var fleet = new SimulatedFleet(40, i => i == 7 ? SimulatedFault.InstallerFailsOnce : i == 8 ? SimulatedFault.Hangs : i == 9 ? SimulatedFault.Rejects : SimulatedFault.None, plan);

        fleet.RunUntil(f => f.Campaign.State == CampaignState.Ended);

        Assert.Equal(RolloutState.Succeeded, Of(fleet, "d-0007").State);
        Assert.Equal(2, Of(fleet, "d-0007").Attempt);
        Assert.Equal((RolloutState.Failed, RolloutReason.TimedOut, 2), (Of(fleet, "d-0008").State, Of(fleet, "d-0008").Reason, Of(fleet, "d-0008").Attempt));
        Assert.Equal((RolloutState.Failed, RolloutReason.Rejected, 1), (Of(fleet, "d-0009").State, Of(fleet, "d-0009").Reason, Of(fleet, "d-0009").Attempt));
    }

    [Fact]
    public void Devices_that_are_switched_off_do_not_hold_up_the_fleet_and_are_called_back_when_it_halts()
    {
        var fleet = new SimulatedFleet(200, i => i % 25 == 3 ? SimulatedFault.Offline : SimulatedFault.None, Plan);

        fleet.RunUntil(f => f.Count(RolloutState.Succeeded) == 192);
        Assert.Equal(CampaignState.Running, fleet.Campaign.State);
        fleet.Campaign = fleet.Campaign with { State = CampaignState.Halted };
        fleet.RunUntil(f => f.Rollouts.All(r => r.State.IsEnd));

        Assert.Equal(8, fleet.Count(RolloutState.Withdrawn));
        Assert.All(fleet.Devices.Where(d => d.Fault == SimulatedFault.Offline), d => Assert.Null(d.Jobs.Next));
    }

    [Fact]
    public void A_halt_for_the_whole_fleet_brings_everybody_back()
    {
        var fleet = new SimulatedFleet(300, _ => SimulatedFault.None, Plan with { OnHalt = ReturnScope.Fleet });

        fleet.RunUntil(f => f.Count(RolloutState.Succeeded) > 40);
        fleet.Campaign = fleet.Campaign with { State = CampaignState.Halted };
        fleet.RunUntil(f => f.Rollouts.All(r => r.State.IsEnd));

        Assert.All(fleet.Devices, d => Assert.Equal(SimulatedFleet.Old, d.Version));
        Assert.True(fleet.Devices.Count(d => d.Installed.Count == 2) > 40);
        Assert.Equal(0, fleet.Count(RolloutState.Succeeded));
    }

    [Fact]
    public void A_trouble_that_everybody_has_is_not_the_firmwares()
    {
        var fleet = new SimulatedFleet(300, _ => SimulatedFault.None, Plan);
        fleet.RunUntil(f => f.Campaign.Ring == 1);
        var everybodyUnwell = fleet.Rollouts.ToDictionary(r => r.Device, r => new DeviceHealth(fleet.Now, false));

        Assert.Null(Plan.Stop.Judge(fleet.Rollouts, everybodyUnwell, fleet.Now));
    }

    private static readonly SimulatedFault[] Faults = [SimulatedFault.InstallerFails, SimulatedFault.UnwellAfterwards, SimulatedFault.SilentAfterwards, SimulatedFault.Hangs];

    private static Rollout Of(SimulatedFleet fleet, string device) => fleet.Rollouts.Single(r => r.Device.Value == device);
}
