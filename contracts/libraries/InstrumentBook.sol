// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ICarbonLedger} from "../interfaces/ICarbonLedger.sol";

/// @title What the chain remembers of one instrument
/// @author Carbon Ledger
/// @notice Issuances may not go over the cap or reuse serials; totals must add up after every change.
library InstrumentBook {
    /// @notice The book of one instrument. What an issuance touches stands in the first slot.
    /// @param cap The most units that may be recorded as issued
    /// @param recorded Units recorded as issued
    /// @param lastSerial Last serial recorded, 0 for none
    /// @param issued Units put into circulation
    /// @param retired Units retired
    /// @param surrendered Units surrendered
    /// @param cancelled Units cancelled
    /// @param expired Units expired
    /// @param converted Units converted
    struct Book {
        uint64 cap;
        uint64 recorded;
        uint64 lastSerial;
        uint64 issued;
        uint64 retired;
        uint64 surrendered;
        uint64 cancelled;
        uint64 expired;
        uint64 converted;
    }

    /// @notice Sets the cap, unless more has been recorded already.
    /// @param book Book of the instrument
    /// @param change Instrument with its new cap
    function setCap(Book storage book, ICarbonLedger.Cap calldata change) internal {
        uint64 recorded = book.recorded;
        if (change.cap < recorded) {
            revert ICarbonLedger.CapBelowRecorded(change.instrument, change.cap, recorded);
        }
        book.cap = change.cap;
    }

    /// @notice Takes up the serials and the quantity of an issuance.
    /// @param book Book of the instrument
    /// @param issuance The issuance
    /// @return lastSerial Last serial of the issuance, included
    function record(
        Book storage book,
        ICarbonLedger.Issuance calldata issuance
    ) internal returns (uint64 lastSerial) {
        (bytes32 instrument, uint64 first, uint64 quantity) = (
            issuance.instrument,
            issuance.firstSerial,
            issuance.quantity
        );
        if (quantity == 0) revert ICarbonLedger.QuantityZero(issuance.sourceKey);
        (uint64 cap, uint64 recorded, uint64 lastRecorded) = (book.cap, book.recorded, book.lastSerial);
        if (first <= lastRecorded) {
            revert ICarbonLedger.SerialRangeAlreadyUsed(instrument, first, lastRecorded);
        }
        if (quantity - 1 > type(uint64).max - first) {
            revert ICarbonLedger.SerialOverflow(instrument, first, quantity);
        }
        // The cap is never below what is recorded, so that the difference is the room that is left.
        if (quantity > cap - recorded) {
            revert ICarbonLedger.CapExceeded(instrument, cap, recorded, quantity);
        }
        lastSerial = first + (quantity - 1);
        book.recorded = recorded + quantity;
        book.lastSerial = lastSerial;
    }

    /// @notice Moves the totals, unless they would no longer add up.
    /// @param book Book of the instrument
    /// @param delta Changes of the totals
    /// @return totals Totals after the change
    function move(
        Book storage book,
        ICarbonLedger.SupplyDelta calldata delta
    ) internal returns (ICarbonLedger.Supply memory totals) {
        bytes32 instrument = delta.instrument;
        totals = supply(book);
        totals.issued = _moved(instrument, totals.issued, delta.issued);
        totals.retired = _moved(instrument, totals.retired, delta.retired);
        totals.surrendered = _moved(instrument, totals.surrendered, delta.surrendered);
        totals.cancelled = _moved(instrument, totals.cancelled, delta.cancelled);
        totals.expired = _moved(instrument, totals.expired, delta.expired);
        totals.converted = _moved(instrument, totals.converted, delta.converted);

        // Summed in 256 bits, where five totals of 64 bits always fit.
        uint256 left = uint256(totals.retired) + totals.surrendered + totals.cancelled;
        left += uint256(totals.expired) + totals.converted;
        if (totals.issued > totals.recorded || left > totals.issued) {
            revert ICarbonLedger.SupplyDoesNotAddUp(instrument);
        }

        book.issued = totals.issued;
        book.retired = totals.retired;
        book.surrendered = totals.surrendered;
        book.cancelled = totals.cancelled;
        book.expired = totals.expired;
        book.converted = totals.converted;
    }

    /// @notice The totals of an instrument.
    /// @param book Book of the instrument
    /// @return totals Its totals
    function supply(Book storage book) internal view returns (ICarbonLedger.Supply memory totals) {
        totals = ICarbonLedger.Supply({
            issued: book.issued,
            retired: book.retired,
            surrendered: book.surrendered,
            cancelled: book.cancelled,
            expired: book.expired,
            converted: book.converted,
            recorded: book.recorded,
            cap: book.cap
        });
    }

    /// @notice A total after a change.
    /// @param instrument Instrument to name when the total would leave its range
    /// @param total Total before
    /// @param delta Change, negative for a reversal
    /// @return Total after
    function _moved(bytes32 instrument, uint64 total, int64 delta) private pure returns (uint64) {
        int256 moved = int256(uint256(total)) + delta;
        if (moved < 0 || moved > int256(uint256(type(uint64).max))) {
            revert ICarbonLedger.SupplyDoesNotAddUp(instrument);
        }
        // casting is safe: the range was checked just above
        return uint64(uint256(moved));
    }
}
