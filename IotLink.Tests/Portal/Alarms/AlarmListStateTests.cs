using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Portal.Features.Alarms;

namespace IotLink.Tests.Portal.Alarms;

public sealed class AlarmListStateTests
{
    private readonly AlarmListState _list = new();

    [Fact]
    public void New_alarms_wait_while_somebody_points_at_the_list()
    {
        _list.Update([Row(1)], hold: false);
        _list.Update([Row(3), Row(2), Row(1)], hold: true);

        Assert.Equal([Row(1)], _list.Rows);
        Assert.Equal(2, _list.Waiting);
    }

    [Fact]
    public void Taken_in_they_stand_in_their_order()
    {
        _list.Update([Row(1)], hold: false);
        _list.Update([Row(2), Row(1)], hold: true);
        _list.TakeIn();

        Assert.Equal([Row(2), Row(1)], _list.Rows);
        Assert.Equal(0, _list.Waiting);
    }

    [Fact]
    public void Known_rows_change_in_place_while_held()
    {
        _list.Update([Row(1), Row(2)], hold: false);
        _list.Update([Row(2, AlarmState.Acknowledged), Row(1)], hold: true);

        Assert.Equal([Row(1), Row(2, AlarmState.Acknowledged)], _list.Rows);
    }

    [Fact]
    public void A_row_that_leaves_while_held_stays_and_says_resolved()
    {
        _list.Update([Row(1), Row(2)], hold: false);
        _list.Update([Row(1)], hold: true);

        Assert.Equal(AlarmState.Resolved, _list.Rows[1].Alarm.State);
        Assert.Equal(0, _list.Waiting);
    }

    [Fact]
    public void Without_a_hand_on_it_the_list_follows_at_once()
    {
        _list.Update([Row(1)], hold: false);
        _list.Update([Row(2)], hold: false);

        Assert.Equal([Row(2)], _list.Rows);
    }

    [Fact]
    public void Neighbours_stop_at_the_ends()
    {
        _list.Update([Row(1), Row(2)], hold: false);

        Assert.Equal(Row(2), _list.Neighbour(Row(1).Alarm.Id, 1));
        Assert.Equal(Row(2), _list.Neighbour(Row(2).Alarm.Id, 1));
        Assert.Equal(Row(1), _list.Neighbour(null, 1));
        Assert.Null(new AlarmListState().Neighbour(null, 1));
    }

    internal static AlarmRow Row(int number, AlarmState state = AlarmState.New)
    {
        var device = DeviceId.Parse($"prod-a-{number:D4}", null);
        var at = new DateTimeOffset(2026, 11, 23, 5, 0, number, TimeSpan.Zero);
        return new(
            new Alarm
            {
                Id = AlarmId.Of(new(0, number), device, "temp-threshold-prod-a"),
                Device = device,
                Product = ProductId.Parse("prod-a", null),
                Code = "temp-threshold-prod-a",
                Title = "Over temperature",
                Severity = Severity.High,
                Class = AlarmClass.Immediate,
                State = state,
                RaisedAt = at,
                NoticedAt = at,
                RaisedBy = new(0, number),
                Evidence = "tempC 84.6 > 80",
                FromRule = true,
            },
            null,
            null);
    }
}
